import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  LinkButton,
  type ListColumn,
  ListSkeleton,
  ListTable,
  Page,
  PageHeader,
  RelativeTime,
} from '@/shared/ui';
import { segmentNamesQuery } from '../rules';
import type { Segment } from './api';
import { SegmentState, useSegmentKind } from './SegmentState';

/** Groups of people that a rule keeps, or that were put together by hand. */
export default function SegmentsPage() {
  const { t } = useLingui();
  const mayAdd = useRole('member');
  const { data, error, refetch } = useQuery({ ...segmentNamesQuery, staleTime: 0 });
  const start = mayAdd && (
    <LinkButton to="/segments/new" leftSection={<IconPlus size={16} aria-hidden />}>
      <Trans>New segment</Trans>
    </LinkButton>
  );
  return (
    <Page>
      <PageHeader
        compact
        title={t`Segments`}
        description={<Trans>Groups of people that keep themselves up to date.</Trans>}
        actions={data?.items.length !== 0 && start}
      />
      {!data && !error && <ListSkeleton />}
      {error && !data && <ErrorState error={error} onRetry={refetch} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconUsersGroup} title={t`No segments yet`} action={start}>
          <Trans>
            Say whom you mean, such as “customers I have not heard of for two months”. SocialFlow
            finds them, and keeps finding them: people come and go by themselves.
          </Trans>
        </EmptyState>
      )}
      {data && data.items.length > 0 && <Segments segments={data.items} />}
    </Page>
  );
}

function Segments({ segments }: { segments: Segment[] }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const kindOf = useSegmentKind();
  const columns: ListColumn<Segment>[] = [
    { title: t`Name`, cell: (segment) => <Name segment={segment} /> },
    {
      title: t`People`,
      figure: true,
      cell: ({ contact_count }) => formatNumber(contact_count, locale),
    },
    { title: t`Kept up to date`, wide: true, cell: kindOf },
    { title: t`State`, cell: (segment) => <SegmentState segment={segment} /> },
    {
      title: t`Changed`,
      wide: true,
      cell: ({ updated_at }) => <RelativeTime instant={updated_at} />,
    },
  ];
  return <ListTable label={t`Segments`} columns={columns} rows={segments} />;
}

function Name({ segment }: { segment: Segment }) {
  return (
    <>
      <LinkAnchor to="/segments/$segmentId" params={{ segmentId: segment.id }} fw={550}>
        {segment.name}
      </LinkAnchor>
      {segment.description && (
        <Text size="sm" c="dimmed" lineClamp={1}>
          {segment.description}
        </Text>
      )}
    </>
  );
}
