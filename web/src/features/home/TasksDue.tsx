import { Trans, useLingui } from '@lingui/react/macro';
import { Checkbox, Text } from '@mantine/core';
import { IconChecklist } from '@tabler/icons-react';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { EmptyState, LinkAnchor, RelativeTime, Section, toast } from '@/shared/ui';
import { type Home, homeQuery } from './api';
import classes from './HomePage.module.css';

type Task = Home['tasks_due'][number];

export function TasksDue({ tasks }: { tasks: Task[] }) {
  const { t } = useLingui();
  const setDone = useSetDone();
  const mayEdit = useRole('member');
  const tick = (task: Task) =>
    setDone.mutate(
      { id: task.id, done: true },
      {
        onSuccess: () =>
          toast.undo(t`Done: ${task.title}`, () => setDone.mutate({ id: task.id, done: false })),
      },
    );
  return (
    <Section
      title={t`Tasks due`}
      flush
      action={
        <LinkAnchor to="/tasks" className={classes.more}>
          <Trans>All tasks</Trans>
        </LinkAnchor>
      }
    >
      {tasks.length === 0 && (
        <EmptyState icon={IconChecklist} title={t`Nothing due`} compact>
          <Trans>Calls, mails and meetings that you plan with a contact appear here in time.</Trans>
        </EmptyState>
      )}
      <ul className={classes.list}>
        {tasks.map((task) => (
          <li key={task.id} className={classes.task}>
            <Checkbox
              size="sm"
              mt={2}
              radius="xl"
              aria-label={t`Done: ${task.title}`}
              checked={false}
              disabled={!mayEdit}
              onChange={() => tick(task)}
            />
            <div className={classes.words}>
              <Text fw={550}>{task.title}</Text>
              <Text size="sm" c="dimmed" component="div">
                {task.contact_id && task.contact_name && (
                  <>
                    <LinkAnchor
                      to="/contacts/$contactId"
                      params={{ contactId: task.contact_id }}
                      c="inherit"
                    >
                      {task.contact_name}
                    </LinkAnchor>
                    {' · '}
                  </>
                )}
                {task.due_at && <DueTime due={task.due_at} />}
              </Text>
            </div>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function DueTime({ due }: { due: string }) {
  const late = Date.parse(due) < Date.now();
  return (
    <Text
      span
      size="sm"
      c={late ? 'var(--mantine-color-error)' : undefined}
      fw={late ? 550 : undefined}
    >
      <RelativeTime instant={due} />
    </Text>
  );
}

/** The task leaves the list at once, and comes back when the server refuses. */
function useSetDone() {
  const queryClient = useQueryClient();
  const { queryKey } = homeQuery;
  return useMutation({
    mutationFn: ({ id, done }: { id: string; done: boolean }) =>
      api.PATCH('/api/crm/tasks/{id}', { params: { path: { id } }, body: { done } }),
    onMutate: async ({ id, done }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before && done)
        queryClient.setQueryData(queryKey, {
          ...before,
          tasks_due: before.tasks_due.filter((task) => task.id !== id),
        });
      return { before };
    },
    onError: (error, _change, context) => {
      queryClient.setQueryData(queryKey, context?.before);
      toast.error(error);
    },
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey }),
        queryClient.invalidateQueries({ queryKey: ['tasks'] }),
      ]),
  });
}
