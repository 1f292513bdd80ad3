import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Text } from '@mantine/core';
import { IconStack2 } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMembers } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import {
  Dialog,
  EmptyState,
  ErrorState,
  ListSkeleton,
  RelativeTime,
  Row,
  RowList,
  ShowMore,
} from '@/shared/ui';
import { bulkRunsQuery, useUndoBulk } from './bulk';
import type { BulkRun } from './bulkRun';
import { useBulkWords } from './bulkWords';

/** What was done to many contacts at once, and the way back for 24 hours. */
export default function BulkRuns({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(bulkRunsQuery);
  const runs = rowsOf(query.data);
  return (
    <Dialog onClose={onClose} size="lg" title={t`Changes of many contacts`}>
      <Text size="md" c="dimmed" mb="sm">
        <Trans>
          Each can be undone for 24 hours. Contacts that somebody has changed since stay as they
          are.
        </Trans>
      </Text>
      {query.isPending && <ListSkeleton rows={3} />}
      {query.isError && <ErrorState error={query.error} onRetry={query.refetch} compact />}
      {query.isSuccess && runs.length === 0 && (
        <EmptyState icon={IconStack2} title={t`Nothing changed yet`} compact>
          <Trans>Tick contacts in the list to tag, assign or delete many of them at once.</Trans>
        </EmptyState>
      )}
      <RowList label={t`Changes of many contacts`}>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} />
        ))}
      </RowList>
      <ShowMore query={query} />
    </Dialog>
  );
}

function RunRow({ run }: { run: BulkRun }) {
  const { t } = useLingui();
  const words = useBulkWords()(run);
  const who = useMembers().find(({ user_id }) => user_id === run.created_by)?.name;
  const undo = useUndoBulk();
  const ended = ['finished', 'cancelled', 'failed', 'undo_stopped'].includes(run.status);
  const inTime = Date.parse(run.undoable_until) > Date.now();
  return (
    <Row
      title={words}
      detail={
        <>
          {who && `${who} · `}
          <RelativeTime instant={run.created_at} />
          {' · '}
          <Plural value={run.changed} one="# contact changed" other="# contacts changed" />
        </>
      }
    >
      <State status={run.status} />
      {ended && inTime && run.changed > 0 && (
        <Button
          size="compact-sm"
          variant="default"
          aria-label={t`Undo: ${words}`}
          loading={undo.isPending}
          onClick={() => undo.mutate(run.id)}
        >
          <Trans>Undo</Trans>
        </Button>
      )}
    </Row>
  );
}

function State({ status }: { status: BulkRun['status'] }) {
  const { t } = useLingui();
  const words: Partial<Record<BulkRun['status'], string>> = {
    queued: t`waits for its turn`,
    running: t`running`,
    cancelled: t`cancelled`,
    failed: t`failed`,
    undoing: t`being undone`,
    undone: t`undone`,
    undo_stopped: t`undone in part`,
  };
  const label = words[status];
  return label ? <Badge color={status === 'failed' ? 'red' : 'gray'}>{label}</Badge> : null;
}
