import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Group, Tabs } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense } from 'react';
import { BlockSkeleton, lazyPart, Page, PageHeader, RecordOnItsWay, TabList } from '@/shared/ui';
import { type Segment, segmentQuery } from './api';
import { DeleteSegment } from './DeleteSegment';
import { PeopleCount } from './PeopleCount';
import { RenameSegment } from './RenameSegment';
import { SegmentState } from './SegmentState';
import type { SegmentTab } from './search';

const RuleTab = lazyPart(async () => (await import('./RuleTab')).RuleTab);
const Members = lazyPart(async () => (await import('./Members')).Members);
const Why = lazyPart(async () => (await import('./Why')).Why);
const Growth = lazyPart(async () => (await import('./Growth')).Growth);

const route = getRouteApi('/app/segments/$segmentId');

/** One segment: its rule, its people, why somebody is in it, how it grows. */
export default function SegmentPage() {
  const { t } = useLingui();
  const { segmentId } = route.useParams();
  const { data, isPending, error, refetch } = useQuery(segmentQuery(segmentId));
  const back = { to: '/segments', label: t`Segments` } as const;
  if (isPending || (error && !data))
    return <RecordOnItsWay title={t`Segment`} back={back} error={error} onRetry={refetch} />;
  return (
    <Page>
      <PageHeader
        title={data.name}
        back={back}
        description={<Summary segment={data} />}
        actions={
          <>
            <RenameSegment segment={data} />
            <DeleteSegment segment={data} />
          </>
        }
      />
      {data.error && (
        <Alert
          color="red"
          mb="lg"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title={<Trans>This segment could not be worked out</Trans>}
        >
          {data.error}
        </Alert>
      )}
      <SegmentTabs key={data.id} segment={data} />
    </Page>
  );
}

function Summary({ segment }: { segment: Segment }) {
  return (
    <>
      <Group gap={8} component="span">
        <span>
          <PeopleCount count={segment.contact_count} />
          {' · '}
          {segment.is_dynamic ? (
            <Trans>keeps itself up to date</Trans>
          ) : (
            <Trans>changed by hand only</Trans>
          )}
        </span>
        <SegmentState segment={segment} />
      </Group>
      {segment.description && <div>{segment.description}</div>}
    </>
  );
}

function SegmentTabs({ segment }: { segment: Segment }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const { tab, person } = route.useSearch();
  // Who chooses people by hand wants to see them.
  const usual: SegmentTab = segment.is_dynamic ? 'rule' : 'members';
  const tabs: Record<SegmentTab, string> = {
    rule: t`Conditions`,
    members: t`People`,
    why: t`Why in, why out?`,
    growth: t`Growth and uses`,
  };
  const shown = tab ?? usual;
  return (
    <Tabs
      value={shown}
      keepMounted={false}
      onChange={(next) =>
        void navigate({
          search: { tab: next === usual ? undefined : (next as SegmentTab) },
          replace: true,
        })
      }
    >
      <TabList tabs={tabs} active={shown} />
      <Suspense fallback={<BlockSkeleton />}>
        <Tabs.Panel value="rule">
          <RuleTab segment={segment} />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <Members segment={segment} />
        </Tabs.Panel>
        <Tabs.Panel value="why">
          <Why
            segment={segment}
            person={person}
            onPerson={(next) =>
              void navigate({ search: { tab: 'why', person: next }, replace: true })
            }
          />
        </Tabs.Panel>
        <Tabs.Panel value="growth">
          <Growth segment={segment} />
        </Tabs.Panel>
      </Suspense>
    </Tabs>
  );
}
