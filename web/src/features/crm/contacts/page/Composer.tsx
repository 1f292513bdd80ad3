import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, NumberInput, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '@/shared/api';
import { fromLocalInput, toLocalInput } from '@/shared/lib/localTime';
import { useSave } from '@/shared/ui';
import { TaskForm } from '../../tasks/TaskForm';
import type { ContactRecord } from '../api';
import { WriteMail } from '../mail/WriteMail';
import classes from './page.module.css';

type Kind = 'note' | 'mail' | 'call' | 'meeting' | 'task';

/** Writes down what just happened, or what is to be done; or writes to the person. */
export function Composer({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const contactId = contact.id;
  const mayBeWrittenTo = contact.emails.length > 0 && !contact.do_not_contact;
  const [kind, setKind] = useState<Kind>('note');
  return (
    <section className={classes.composer} aria-label={t`Write something down`}>
      <SegmentedControl
        aria-label={t`What to write down`}
        size="xs"
        mb="sm"
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        data={[
          { value: 'note', label: t`Note` },
          ...(mayBeWrittenTo ? [{ value: 'mail', label: t`E-mail` }] : []),
          { value: 'call', label: t`Call` },
          { value: 'meeting', label: t`Meeting` },
          { value: 'task', label: t`Task` },
        ]}
      />
      {kind === 'note' && <NoteForm contactId={contactId} />}
      {kind === 'mail' && <WriteMail contact={contact} />}
      {kind === 'task' && <TaskForm about={{ contact_id: contactId }} />}
      {(kind === 'call' || kind === 'meeting') && (
        <InteractionForm key={kind} contactId={contactId} type={kind} />
      )}
    </section>
  );
}

const afterwards = [['contacts'], ['home']];

function NoteForm({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const save = useSave(
    async () => {
      await api.POST('/api/crm/contacts/{id}/notes', {
        params: { path: { id: contactId } },
        body: { body: text },
      });
      setText('');
    },
    { refetch: afterwards },
  );
  const submit = () => text.trim() && !save.isPending && save.mutate();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        aria-label={t`New note`}
        placeholder={t`What should everybody know about this person?`}
        minRows={2}
        maxRows={14}
        maxLength={20000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      <Group justify="flex-end" mt="xs">
        <Button size="sm" type="submit" disabled={!text.trim()} loading={save.isPending}>
          <Trans>Save note</Trans>
        </Button>
      </Group>
    </form>
  );
}

const secondsOfMinute = 60;
const mostMinutes = 14_400;

function InteractionForm({ contactId, type }: { contactId: string; type: 'call' | 'meeting' }) {
  const { t } = useLingui();
  const fresh = () => ({
    title: '',
    minutes: '' as number | '',
    at: toLocalInput(Date.now()),
    text: '',
  });
  const [form, setForm] = useState(fresh);
  const set = (change: Partial<typeof form>) => setForm({ ...form, ...change });
  const save = useSave(
    async () => {
      await api.POST('/api/crm/contacts/{id}/interactions', {
        params: { path: { id: contactId } },
        body: {
          interaction_type: type,
          title: form.title.trim() || null,
          description: form.text.trim() || null,
          duration_seconds: form.minutes === '' ? null : form.minutes * secondsOfMinute,
          occurred_at: fromLocalInput(form.at),
        },
      });
      setForm(fresh());
    },
    { refetch: afterwards },
  );
  return (
    <form
      className={classes.form}
      onSubmit={(event) => {
        event.preventDefault();
        save.mutate();
      }}
    >
      <TextInput
        label={t`What it was about`}
        maxLength={255}
        value={form.title}
        onChange={(event) => set({ title: event.currentTarget.value })}
      />
      <Group grow gap="sm" align="flex-start">
        <TextInput
          label={t`When`}
          type="datetime-local"
          required
          withAsterisk={false}
          value={form.at}
          onChange={(event) => set({ at: event.currentTarget.value })}
        />
        <NumberInput
          label={t`Minutes`}
          min={0}
          max={mostMinutes}
          allowDecimal={false}
          value={form.minutes}
          onChange={(minutes) => set({ minutes: typeof minutes === 'number' ? minutes : '' })}
        />
      </Group>
      <Textarea
        label={t`What was said`}
        minRows={2}
        maxLength={10000}
        value={form.text}
        onChange={(event) => set({ text: event.currentTarget.value })}
      />
      <Group justify="flex-end">
        <Button size="sm" type="submit" loading={save.isPending}>
          {type === 'call' ? <Trans>Save call</Trans> : <Trans>Save meeting</Trans>}
        </Button>
      </Group>
    </form>
  );
}
