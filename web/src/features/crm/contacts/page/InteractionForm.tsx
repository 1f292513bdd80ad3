import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, NumberInput, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '@/shared/api';
import { fromLocalInput, toLocalInput } from '@/shared/lib/localTime';
import { useSave } from '@/shared/ui';
import classes from './page.module.css';

const secondsOfMinute = 60;
const mostMinutes = 14_400;

interface InteractionFormProps {
  contactId: string;
  type: 'call' | 'meeting';
}

/** What was said, when and for how long. */
export function InteractionForm({ contactId, type }: InteractionFormProps) {
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
    { refetch: [['contacts'], ['home']] },
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
