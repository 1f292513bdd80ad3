import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Select, Textarea, TextInput } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useMe, useMembers } from '@/features/accounts';
import { api, ifMatch, isApiError } from '@/shared/api';
import { fromLocalInput, toLocalInput } from '@/shared/lib/localTime';
import { FormError, useApiForm, useFocusBack } from '@/shared/ui';
import { type Task, type TaskInput, useRefetchTasks } from './api';
import { DueDays } from './DueDays';
import { useTaskKinds } from './kinds';
import classes from './tasks.module.css';

interface TaskFormProps {
  /** What a new task is about. */
  about?: Pick<TaskInput, 'contact_id' | 'company_id'>;
  /** To be changed; a new one otherwise. */
  task?: Task;
  onDone?: () => void;
  onCancel?: () => void;
}

const minuteMs = 60_000;
const noReminder = 'none';
const whenDue = '0';

function change({ id, version }: Task, body: TaskInput) {
  return api.PATCH('/api/crm/tasks/{id}', {
    params: { path: { id } },
    body,
    headers: ifMatch(version),
  });
}

/** How long before the task is due one is reminded, in minutes; the server keeps the instant. New ones: when due. */
function reminderOf(task: Task | undefined): string {
  if (!task) return whenDue;
  if (!task.remind_at || !task.due_at) return noReminder;
  return String(Math.round((Date.parse(task.due_at) - Date.parse(task.remind_at)) / minuteMs));
}

export function TaskForm({ about, task, onDone, onCancel }: TaskFormProps) {
  const { t } = useLingui();
  const me = useMe().user.id;
  const members = useMembers();
  const kinds = useTaskKinds();
  const refetch = useRefetchTasks();
  const [number, setNumber] = useState(0);
  const form = useApiForm({
    initialValues: {
      title: task?.title ?? '',
      kind: task?.kind ?? 'todo',
      due_at: task?.due_at ? toLocalInput(task.due_at) : '',
      reminder: reminderOf(task),
      assigned_to: task ? task.assigned_to : me,
      description: task?.description ?? '',
    },
    validate: { title: (title) => (title.trim() ? null : t`What is there to do?`) },
    send: async (values) => {
      const due = values.due_at ? fromLocalInput(values.due_at) : null;
      const remind = due && values.reminder !== noReminder;
      const input = {
        title: values.title.trim(),
        kind: values.kind as Task['kind'],
        due_at: due,
        remind_at: remind
          ? new Date(Date.parse(due) - Number(values.reminder) * minuteMs).toISOString()
          : null,
        assigned_to: values.assigned_to,
        description: values.description.trim() || null,
      };
      if (task)
        await change(task, input).catch(async (error: unknown) => {
          // Who saves once more after that means it: the list shows what the other wrote.
          if (isApiError(error, 'version_conflict')) await refetch();
          throw error;
        });
      else await api.POST('/api/crm/tasks', { body: { ...about, ...input } });
      await refetch();
      form.reset();
      setNumber((now) => now + 1);
      onDone?.();
    },
  });
  const reminders = [
    { value: noReminder, label: t`No reminder` },
    { value: whenDue, label: t`When it is due` },
    { value: '15', label: t`15 minutes before` },
    { value: '60', label: t`1 hour before` },
    { value: '1440', label: t`1 day before` },
  ];
  const own = form.values.reminder;
  const comesAndGoes = onCancel !== undefined;
  useFocusBack(comesAndGoes);
  const title = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (comesAndGoes) title.current?.focus();
  }, [comesAndGoes]);
  if (!reminders.some(({ value }) => value === own))
    reminders.push({ value: own, label: t`${own} minutes before` });
  return (
    <form
      key={number}
      onSubmit={form.submit}
      onKeyDown={({ key, defaultPrevented }) => {
        if (key === 'Escape' && !defaultPrevented) onCancel?.();
      }}
      noValidate
      className={classes.form}
    >
      <FormError problem={form.problem} />
      <TextInput
        label={task || about ? t`What is to be done` : t`New task`}
        ref={title}
        maxLength={255}
        data-autofocus={task ? true : undefined}
        {...form.getInputProps('title')}
      />
      <DueDays onChoose={(local) => form.setFieldValue('due_at', local)} />
      <div className={classes.formGrid}>
        <TextInput label={t`Due`} type="datetime-local" {...form.getInputProps('due_at')} />
        <Select
          label={t`Reminder`}
          allowDeselect={false}
          disabled={!form.values.due_at}
          data={reminders}
          {...form.getInputProps('reminder')}
        />
        <Select
          label={t`Who does it`}
          clearable
          placeholder={t`Nobody yet`}
          data={members.map(({ user_id, name }) => ({ value: user_id, label: name }))}
          {...form.getInputProps('assigned_to')}
        />
        <Select
          label={t`Kind`}
          allowDeselect={false}
          data={Object.entries(kinds).map(([value, { label }]) => ({ value, label }))}
          {...form.getInputProps('kind')}
        />
      </div>
      {task && (
        <Textarea
          label={t`Details`}
          minRows={2}
          maxLength={5000}
          {...form.getInputProps('description')}
        />
      )}
      <Group justify="flex-end" gap="xs">
        {onCancel && (
          <Button variant="default" size="sm" onClick={onCancel}>
            <Trans>Cancel</Trans>
          </Button>
        )}
        <Button type="submit" size="sm" loading={form.pending}>
          {task ? <Trans>Save task</Trans> : <Trans>Add task</Trans>}
        </Button>
      </Group>
    </form>
  );
}
