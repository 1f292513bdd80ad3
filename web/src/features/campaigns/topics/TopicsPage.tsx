import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { IconMessages, IconPlus } from '@tabler/icons-react';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import {
  confirm,
  EmptyState,
  ListSection,
  OrderedActions,
  Page,
  PageHeader,
  Row,
  toast,
  useSave,
} from '@/shared/ui';
import { type Topic, topicsQuery } from '../api';
import { KeptMails } from './KeptMails';
import { TopicDialog } from './TopicDialog';

/** What campaigns may be about, and what people choose from when they do not want everything. */
export default function TopicsPage() {
  const { t } = useLingui();
  const isManager = useRole('manager');
  const topics = useQuery(topicsQuery);
  const [open, setOpen] = useState<Topic | 'new'>();
  const items = topics.data?.items ?? [];
  const create = (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => setOpen('new')}>
      <Trans>New topic</Trans>
    </Button>
  );
  return (
    <Page width="reading">
      <PageHeader
        title={t`Topics`}
        description={
          <Trans>
            Whoever unsubscribes may choose: no more offers, but the news. The page behind the link
            in each mail shows these topics, in this order.
          </Trans>
        }
        actions={isManager && topics.data?.items.length !== 0 && create}
      />
      <ListSection
        title={t`Topics`}
        query={topics}
        items={topics.data?.items}
        empty={
          <EmptyState icon={IconMessages} title={t`No topics yet`} action={isManager && create}>
            <Trans>
              Without topics people take all of your mails or none. “News”, “Offers” and “Events”
              are a good start.
            </Trans>
          </EmptyState>
        }
        row={(topic, index) => (
          <TopicRow
            key={topic.id}
            topic={topic}
            index={index}
            items={items}
            onEdit={isManager ? () => setOpen(topic) : undefined}
          />
        )}
      />
      <KeptMails />
      {open && (
        <TopicDialog
          topic={open === 'new' ? undefined : open}
          position={items.length}
          onClose={() => setOpen(undefined)}
        />
      )}
    </Page>
  );
}

interface TopicRowProps {
  topic: Topic;
  index: number;
  items: Topic[];
  /** Absent: the person may only look. */
  onEdit?: () => void;
}

function TopicRow({ topic, index, items, onEdit }: TopicRowProps) {
  const { t } = useLingui();
  const { name } = topic;
  const order = useReorder(items);
  const remove = useSave(
    () => api.DELETE('/api/campaign-topics/{id}', { params: { path: { id: topic.id } } }),
    { refetch: [topicsQuery.queryKey], done: t`Topic deleted` },
  );
  const askRemove = async () => {
    const yes = await confirm({
      title: t`Delete the topic “${name}”?`,
      body: t`Whoever left it is not written to about it even if it comes back under this name.`,
      action: t`Delete topic`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Row title={name} detail={topic.description}>
      {onEdit && (
        <Group gap={2} wrap="nowrap">
          <OrderedActions
            name={name}
            index={index}
            count={items.length}
            deleting={remove.isPending}
            onMove={(to) => order.mutate({ from: index, to })}
            onEdit={onEdit}
            onDelete={askRemove}
          />
        </Group>
      )}
    </Row>
  );
}

/** The list is in its new order at once, and back when the server refuses. */
function useReorder(items: Topic[]) {
  const queryClient = useQueryClient();
  const { queryKey } = topicsQuery;
  return useMutation({
    mutationFn: async ({ from, to }: { from: number; to: number }) => {
      const order = [...items];
      order.splice(to, 0, ...order.splice(from, 1));
      queryClient.setQueryData(queryKey, (before) => before && { ...before, items: order });
      for (const [position, { id, position: before }] of order.entries())
        if (position !== before)
          await api.PATCH('/api/campaign-topics/{id}', {
            params: { path: { id } },
            body: { position },
          });
    },
    onError: toast.error,
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
}
