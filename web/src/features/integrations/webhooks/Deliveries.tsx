import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, SegmentedControl } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, body, rowsOf } from '@/shared/api';
import { EmptyState, ErrorState, ListSkeleton, Section, toast, useSave } from '@/shared/ui';
import { type Delivery, deliveriesQuery, type Webhook, webhooksKey } from './api';
import { DeliveryRow } from './DeliveryRow';
import classes from './webhooks.module.css';

/** How far back "send again what failed" reaches: the messages are kept for so long. */
const keptDays = 30;

/** The log: each message with what the receiver said, newest first. */
export function Deliveries({ webhook }: { webhook: Webhook }) {
  const { t } = useLingui();
  const [status, setStatus] = useState<Delivery['status'] | 'all'>('all');
  const query = useInfiniteQuery(
    deliveriesQuery(webhook.id, status === 'all' ? undefined : status),
  );
  const deliveries = rowsOf(query.data);
  return (
    <Section
      title={t`Messages`}
      description={<Trans>Of the last 30 days, newest first.</Trans>}
      action={webhook.failed > 0 && <ReplayFailed webhook={webhook} />}
      flush
    >
      <div className={classes.filter}>
        <SegmentedControl
          size="xs"
          aria-label={t`Which messages`}
          value={status}
          onChange={(chosen) => setStatus(chosen as typeof status)}
          data={[
            { value: 'all', label: t`All` },
            { value: 'failed', label: t`Failed` },
            { value: 'waiting', label: t`Waiting` },
            { value: 'delivered', label: t`Delivered` },
          ]}
        />
      </div>
      {query.isPending && <ListSkeleton rows={3} />}
      {query.isError && <ErrorState error={query.error} onRetry={query.refetch} compact />}
      {query.isSuccess && deliveries.length === 0 && (
        <EmptyState icon={IconSend} title={t`No messages here`} compact>
          {status === 'all' ? (
            <Trans>
              As soon as something happens that it hears of, the message stands here. Send a test to
              see whether the receiver is there.
            </Trans>
          ) : (
            <Trans>None of the last 30 days is in this state.</Trans>
          )}
        </EmptyState>
      )}
      <ul className={classes.deliveries} aria-label={t`Messages`}>
        {deliveries.map((delivery) => (
          <DeliveryRow key={delivery.id} webhook={webhook} delivery={delivery} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Group justify="center" p="sm">
          <Button
            variant="default"
            size="xs"
            loading={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            <Trans>Show older ones</Trans>
          </Button>
        </Group>
      )}
    </Section>
  );
}

function ReplayFailed({ webhook: { id, status } }: { webhook: Webhook }) {
  const { t } = useLingui();
  const replay = useSave(
    async () => {
      const since = new Date(Date.now() - keptDays * 24 * 3600 * 1000).toISOString();
      const { replayed } = await body(
        api.POST('/api/webhooks/{id}/replay', { params: { path: { id } }, body: { since } }),
      );
      toast.success(t`${replayed} messages are sent again`);
    },
    { refetch: [webhooksKey] },
  );
  return (
    <Button
      variant="default"
      size="xs"
      disabled={status === 'disabled'}
      loading={replay.isPending}
      onClick={() => replay.mutate()}
    >
      <Trans>Send again what failed</Trans>
    </Button>
  );
}
