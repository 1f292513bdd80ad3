import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Checkbox, Menu, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell, IconDotsVertical, IconPencil, IconTrash } from '@tabler/icons-react';
import { type InfiniteData, useQueryClient } from '@tanstack/react-query';
import { useMembers, useRole } from '@/features/accounts';
import { api, ifMatch, type Page, patchRow } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { Dialog, deleteUndoably, LinkAnchor, RelativeTime, toast } from '@/shared/ui';
import { type Task, useChangeTask, useRefetchTasks } from './api';
import { dueOf } from './due';
import { useTaskKinds } from './kinds';
import { TaskForm } from './TaskForm';
import classes from './tasks.module.css';

/** A task in a list: ticked, changed, deleted. `bare` leaves out the person it is about. */
export function TaskItem({ task, bare }: { task: Task; bare?: boolean }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const change = useChangeTask();
  const [editing, { open, close }] = useDisclosure();
  const done = task.done_at !== null;
  const { icon: Glyph, label } = useTaskKinds()[task.kind];
  const tick = (next: boolean) =>
    change.mutate(
      { id: task.id, change: { done: next } },
      {
        onSuccess: () => {
          if (next)
            toast.undo(t`Done: ${task.title}`, () =>
              change.mutate({ id: task.id, change: { done: false } }),
            );
        },
      },
    );
  return (
    <li className={classes.task} data-done={done || undefined}>
      <Checkbox
        size="sm"
        radius="xl"
        mt={2}
        aria-label={t`Done: ${task.title}`}
        checked={change.isPending ? !done : done}
        disabled={!mayEdit}
        onChange={(event) => tick(event.currentTarget.checked)}
      />
      <div className={classes.words}>
        <Text fw={550} className={classes.title}>
          {task.title}
        </Text>
        <div className={classes.detail}>
          <Glyph size={14} role="img" aria-label={label} />
          <Details task={task} bare={bare} />
        </div>
        {task.description && (
          <Text size="sm" c="dimmed" lineClamp={2} className={classes.description}>
            {task.description}
          </Text>
        )}
      </div>
      {mayEdit && <TaskMenu task={task} onEdit={open} />}
      <Dialog opened={editing} onClose={close} title={t`Change task`}>
        <TaskForm task={task} onDone={close} onCancel={close} />
      </Dialog>
    </li>
  );
}

function Details({ task, bare }: { task: Task; bare?: boolean }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const assignee = useMembers().find(({ user_id }) => user_id === task.assigned_to)?.name;
  const late = !task.done_at && dueOf(task) === 'overdue';
  const reminder = task.remind_at && formatInstant(task.remind_at, locale);
  return (
    <>
      {task.due_at && (
        <span className={late ? classes.late : undefined}>
          <RelativeTime instant={task.due_at} />
        </span>
      )}
      {!bare && task.contact_id && (
        <LinkAnchor
          to="/contacts/$contactId"
          params={{ contactId: task.contact_id }}
          size="sm"
          c="inherit"
        >
          {task.contact_name}
        </LinkAnchor>
      )}
      {!bare && task.company_id && (
        <LinkAnchor
          to="/companies/$companyId"
          params={{ companyId: task.company_id }}
          size="sm"
          c="inherit"
        >
          {task.company_name}
        </LinkAnchor>
      )}
      {assignee && <span>{assignee}</span>}
      {reminder && !task.done_at && (
        <IconBell size={14} role="img" aria-label={t`Reminder: ${reminder}`} />
      )}
    </>
  );
}

function TaskMenu({ task, onEdit }: { task: Task; onEdit: () => void }) {
  const { t } = useLingui();
  const remove = useDeleteTask(task);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={t`Options of ${task.title}`}>
          <IconDotsVertical size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={onEdit}>
          <Trans>Change</Trans>
        </Menu.Item>
        <Menu.Item color="red" leftSection={<IconTrash size={15} />} onClick={remove}>
          <Trans>Delete</Trans>
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function useDeleteTask(task: Task) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const refetch = useRefetchTasks();
  return () =>
    deleteUndoably({
      message: t`Task deleted`,
      hide: () =>
        queryClient.setQueriesData<InfiniteData<Page<Task>>>(
          { queryKey: ['tasks', 'list'] },
          (data) => patchRow(data, task.id, () => null),
        ),
      show: () => void refetch(),
      send: async () => {
        await api.DELETE('/api/crm/tasks/{id}', {
          params: { path: { id: task.id } },
          headers: ifMatch(task.version),
        });
        await refetch();
      },
    });
}
