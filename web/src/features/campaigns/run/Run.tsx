import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Tabs } from '@mantine/core';
import { IconPrinter } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { ListSkeleton, TabList } from '@/shared/ui';
import type { Campaign } from '../api';
import type { RunSearch, RunTab } from '../search';
import { Notice } from './Notice';
import { Overview } from './Overview';
import { Recipients } from './Recipients';
import { WaitingSenders } from './Senders';

// Looked at once the first have opened it.
const Reactions = lazy(async () => ({
  default: (await import('../reactions/Reactions')).Reactions,
}));
// With what looks at mails, which whoever writes them has loaded already.
const Messages = lazy(async () => ({ default: (await import('./Messages')).Messages }));

interface RunProps {
  campaign: Campaign;
  search: RunSearch;
  onSearch: (search: RunSearch) => void;
}

/** A campaign on its way or at its end: how far it is, what people did with it, and who got it. */
export function Run({ campaign, search, onSearch }: RunProps) {
  const { t } = useLingui();
  const tabs: Record<Exclude<RunTab, 'report'>, string> = {
    course: t`How far it is`,
    reactions: t`What people did`,
    people: t`People`,
    mail: t`The mail`,
  };
  const shown = search.tab ?? 'course';
  if (shown === 'report') return <Report campaign={campaign} onBack={() => onSearch({})} />;
  return (
    <>
      <Notice campaign={campaign} />
      <WaitingSenders campaign={campaign} />
      <Tabs
        value={shown}
        keepMounted={false}
        onChange={(next) => onSearch({ tab: next === 'course' ? undefined : (next as RunTab) })}
      >
        <TabList tabs={tabs} active={shown} />
        <Tabs.Panel value="course">
          <Overview campaign={campaign} />
        </Tabs.Panel>
        <Tabs.Panel value="reactions">
          <Suspense fallback={<ListSkeleton />}>
            <Reactions campaign={campaign} />
          </Suspense>
        </Tabs.Panel>
        <Tabs.Panel value="people">
          <Recipients campaign={campaign} search={search} onSearch={onSearch} />
        </Tabs.Panel>
        <Tabs.Panel value="mail">
          <Suspense fallback={<ListSkeleton />}>
            <Messages campaign={campaign} />
          </Suspense>
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

interface ReportProps {
  campaign: Campaign;
  onBack: () => void;
}

/** All figures below each other, as they are printed or kept as a PDF. */
function Report({ campaign, onBack }: ReportProps) {
  return (
    <>
      <Group mb="md">
        <Button leftSection={<IconPrinter size={16} aria-hidden />} onClick={() => print()}>
          <Trans>Print or save as PDF</Trans>
        </Button>
        <Button variant="default" onClick={onBack}>
          <Trans>Back to the campaign</Trans>
        </Button>
      </Group>
      <Overview campaign={campaign} />
      <Suspense fallback={<ListSkeleton />}>
        <Reactions campaign={campaign} />
      </Suspense>
    </>
  );
}
