import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Checkbox, Group, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { api, body, type Item, keysetPages } from '@/shared/api';
import { rowsOf } from '@/shared/api/query';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  ListSkeleton,
  Page,
  PageHeader,
  RelativeTime,
  useSave,
} from '@/shared/ui';

type Task = Item<'/api/crm/tasks'>;
type Status = 'open' | 'done';

const tasksQuery = (status: Status) =>
  infiniteQueryOptions({
    queryKey: ['tasks', status],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/tasks', {
          params: { query: { status, limit: 50, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });

export default function TasksPage() {
  const { t } = useLingui();
  const [status, setStatus] = useState<Status>('open');
  const query = useInfiniteQuery(tasksQuery(status));
  const tasks = rowsOf(query.data);
  const mayEdit = useRole('member');
  return (
    <Page width="reading">
      <PageHeader title={t`Tasks`} />
      <Stack gap="lg">
        {mayEdit && <NewTask />}
        <SegmentedControl
          aria-label={t`Which tasks`}
          value={status}
          onChange={(value) => setStatus(value as Status)}
          data={[
            { value: 'open', label: t`Open` },
            { value: 'done', label: t`Done` },
          ]}
        />
        {query.isPending && <ListSkeleton />}
        {query.error && <ErrorState error={query.error} onRetry={query.refetch} />}
        {query.isSuccess && tasks.length === 0 && (
          <EmptyState icon={IconChecklist} title={t`Nothing here`}>
            <Trans>Calls, mails and meetings that you plan appear here in time.</Trans>
          </EmptyState>
        )}
        {tasks.map((task) => (
          <TaskRow key={task.id} task={task} mayEdit={mayEdit} />
        ))}
        {query.hasNextPage && (
          <Button variant="default" onClick={() => query.fetchNextPage()}>
            <Trans>Show more</Trans>
          </Button>
        )}
      </Stack>
    </Page>
  );
}

function NewTask() {
  const { t } = useLingui();
  const [title, setTitle] = useState('');
  const save = useSave(
    async () => {
      await api.POST('/api/crm/tasks', { body: { title } });
      setTitle('');
    },
    { refetch: [['tasks'], ['home']] },
  );
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (title.trim()) save.mutate();
      }}
    >
      <Group align="end" wrap="nowrap">
        <TextInput
          label={t`New task`}
          maxLength={255}
          value={title}
          onChange={(event) => setTitle(event.currentTarget.value)}
          style={{ flex: 1 }}
        />
        <Button type="submit" disabled={!title.trim()} loading={save.isPending}>
          <Trans>Add</Trans>
        </Button>
      </Group>
    </form>
  );
}

function TaskRow({ task, mayEdit }: { task: Task; mayEdit: boolean }) {
  const { t } = useLingui();
  const save = useSave(
    (done: boolean) =>
      api.PATCH('/api/crm/tasks/{id}', { params: { path: { id: task.id } }, body: { done } }),
    { refetch: [['tasks'], ['home']] },
  );
  return (
    <Group gap="sm" wrap="nowrap" align="start">
      <Checkbox
        aria-label={t`Done: ${task.title}`}
        checked={task.done_at !== null}
        disabled={!mayEdit || save.isPending}
        onChange={(event) => save.mutate(event.currentTarget.checked)}
      />
      <div style={{ minWidth: 0 }}>
        <Text fw={550}>{task.title}</Text>
        <Text size="sm" c="dimmed" component="div">
          {task.contact_id && (
            <LinkAnchor to="/contacts/$contactId" params={{ contactId: task.contact_id }}>
              {task.contact_name}
            </LinkAnchor>
          )}{' '}
          {task.due_at && <RelativeTime instant={task.due_at} />}
        </Text>
      </div>
    </Group>
  );
}
