import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChecklist, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import { EmptyState, ErrorState, ListSkeleton } from '@/shared/ui';
import { tasksQuery } from '../../tasks/api';
import { TaskForm } from '../../tasks/TaskForm';
import { DoneTasks, TaskGroups } from '../../tasks/TaskGroups';
import classes from './page.module.css';

/** What is to be done for a person, and what was. */
export function ContactTasks({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const [adding, { open, close }] = useDisclosure();
  const query = useInfiniteQuery(tasksQuery({ status: 'all', contact_id: contactId }));
  const tasks = rowsOf(query.data);
  const done = tasks.filter((task) => task.done_at !== null);
  if (query.error) return <ErrorState error={query.error} onRetry={query.refetch} compact />;
  return (
    <>
      {mayEdit && (
        <Button
          // Only out of sight while one writes: the focus comes back to it.
          display={adding ? 'none' : undefined}
          variant="default"
          mb="md"
          leftSection={<IconPlus size={16} aria-hidden />}
          onClick={open}
        >
          <Trans>New task</Trans>
        </Button>
      )}
      {adding && (
        <div className={classes.composer}>
          <TaskForm about={{ contact_id: contactId }} onDone={close} onCancel={close} />
        </div>
      )}
      {query.isPending && <ListSkeleton />}
      {query.isSuccess && tasks.length === 0 && (
        <EmptyState icon={IconChecklist} title={t`No tasks`} compact>
          <Trans>Plan the next call, mail or meeting: you are reminded in time.</Trans>
        </EmptyState>
      )}
      <TaskGroups bare tasks={tasks.filter((task) => task.done_at === null)} />
      {done.length > 0 && (
        <>
          <Text size="sm" fw={600} mb={8}>
            <Trans>Done</Trans>
          </Text>
          <DoneTasks bare tasks={done} />
        </>
      )}
    </>
  );
}
