import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconChecklist, IconStack2 } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { rowsOf } from '@/shared/api';
import {
  EmptyState,
  ErrorState,
  ListSkeleton,
  Page,
  PageHeader,
  RowList,
  Section,
  ShowMore,
} from '@/shared/ui';
import { jobHistoryQuery, jobsQuery, mostShown } from './api';
import { DeadJob, EndedJob, RunningJob, WaitingJob } from './JobRows';
import { useRunningJobs } from './useJobs';

/** What the server does in the background for this project. */
export default function JobsPage() {
  const { t } = useLingui();
  return (
    <Page width="reading">
      <PageHeader
        title={t`Jobs`}
        description={
          <Trans>
            Work that goes on in the background: imports, mails, changes of many contacts. You need
            not wait here for it.
          </Trans>
        }
      />
      <UnderWay />
      <Dead />
      <History />
    </Page>
  );
}

function UnderWay() {
  const { t } = useLingui();
  const running = useRunningJobs();
  const waiting = useQuery(jobsQuery('queued'));
  const failed = running.isError ? running : waiting;
  const none = running.data?.items.length === 0 && waiting.data?.items.length === 0;
  return (
    <Section title={t`Under way`} flush>
      {(running.isPending || waiting.isPending) && <ListSkeleton rows={1} />}
      {failed.isError && <ErrorState error={failed.error} onRetry={failed.refetch} compact />}
      {none && (
        <EmptyState icon={IconChecklist} title={t`Nothing is running`} compact>
          <Trans>When something takes a while, you see here how far it is.</Trans>
        </EmptyState>
      )}
      <RowList label={t`Under way`}>
        {running.data?.items.map((job) => (
          <RunningJob key={job.id} job={job} />
        ))}
        {waiting.data?.items.map((job) => (
          <WaitingJob key={job.id} job={job} />
        ))}
      </RowList>
      {waiting.data?.items.length === mostShown && (
        <Text size="sm" c="dimmed" p="md">
          <Trans>Only the newest {mostShown} are shown; more are waiting.</Trans>
        </Text>
      )}
    </Section>
  );
}

/** There only while there are any: a list of failures that is empty only worries. */
function Dead() {
  const { t } = useLingui();
  const dead = useQuery(jobsQuery('dead'));
  if (!dead.data?.items.length) return null;
  return (
    <Section
      title={t`Failed`}
      description={
        <Trans>These were tried several times without success. Mend the cause, then retry.</Trans>
      }
      flush
      danger
    >
      <RowList label={t`Failed`}>
        {dead.data.items.map((job) => (
          <DeadJob key={job.id} job={job} />
        ))}
      </RowList>
    </Section>
  );
}

function History() {
  const { t } = useLingui();
  const history = useInfiniteQuery(jobHistoryQuery);
  const ended = rowsOf(history.data).filter(
    ({ status }) => status === 'succeeded' || status === 'cancelled',
  );
  return (
    <Section title={t`Finished`} flush>
      {history.isPending && <ListSkeleton rows={4} />}
      {history.isError && <ErrorState error={history.error} onRetry={history.refetch} compact />}
      {history.isSuccess && ended.length === 0 && (
        <EmptyState icon={IconStack2} title={t`Nothing yet`} compact>
          <Trans>Finished work stays in this list for a while.</Trans>
        </EmptyState>
      )}
      <RowList label={t`Finished`}>
        {ended.map((job) => (
          <EndedJob key={job.id} job={job} />
        ))}
      </RowList>
      <ShowMore query={history} radius={0} />
    </Section>
  );
}
