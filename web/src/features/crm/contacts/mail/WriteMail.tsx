import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Select, Stack, Tabs, Text, Textarea, TextInput } from '@mantine/core';
import { IconSend } from '@tabler/icons-react';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type FocusEvent, useRef } from 'react';
import { api } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { FormError, type TextField, TokenMenu, toast, useApiForm } from '@/shared/ui';
import type { ContactRecord } from '../api';
import { emailsOf } from '../page/addressRows';
import { sendersQuery } from './api';
import { LetterPreview } from './LetterPreview';
import { TemplateSelect } from './TemplateSelect';

interface WriteMailProps {
  contact: ContactRecord;
  /** What was written before and did not arrive. */
  draft?: { subject: string; text: string };
  onSent?: () => void;
}

/** A mail to one person, in one's own words. */
export function WriteMail({ contact, draft, onSent }: WriteMailProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const addresses = emailsOf(contact);
  const main = addresses.find(({ primary }) => primary) ?? addresses[0];
  const form = useApiForm({
    initialValues: {
      to: main?.value ?? '',
      sender_id: '',
      subject: draft?.subject ?? '',
      text: draft?.text ?? '',
    },
    validate: { subject: required, text: required },
    send: async ({ sender_id, ...mail }) => {
      await api.POST('/api/crm/contacts/{id}/mails', {
        params: { path: { id: contact.id } },
        body: { ...mail, sender_id: sender_id || null },
      });
      toast.success(t`The mail is on its way`);
      form.reset();
      onSent?.();
      await queryClient.invalidateQueries({ queryKey: ['contacts'] });
    },
  });
  // Where a personal word goes: into the field that one was in last.
  const lastField = useRef<TextField>(null);
  const remember = ({ target }: FocusEvent) => {
    if (target instanceof HTMLTextAreaElement || isTextInput(target)) lastField.current = target;
  };
  const { subject, text } = form.values;
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack gap="sm" onFocusCapture={remember}>
        <FormError problem={form.problem} />
        {addresses.length > 1 && (
          <Select
            label={t`To`}
            allowDeselect={false}
            data={addresses.map(({ value }) => value)}
            {...form.getInputProps('to')}
          />
        )}
        <SenderSelect {...form.getInputProps('sender_id')} />
        <Tabs defaultValue="write" keepMounted={false}>
          <Tabs.List mb="sm">
            <Tabs.Tab value="write">
              <Trans>Write</Trans>
            </Tabs.Tab>
            <Tabs.Tab value="preview" disabled={!subject.trim() || !text.trim()}>
              <Trans>As it arrives</Trans>
            </Tabs.Tab>
          </Tabs.List>
          <Tabs.Panel value="write">
            <Stack gap="sm">
              <TextInput
                data-autofocus
                label={t`Subject`}
                maxLength={255}
                {...form.getInputProps('subject')}
              />
              <Textarea
                label={t`Text`}
                autosize
                minRows={7}
                maxRows={20}
                maxLength={50_000}
                onKeyDown={(event) => {
                  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.submit();
                }}
                {...form.getInputProps('text')}
              />
            </Stack>
          </Tabs.Panel>
          <Tabs.Panel value="preview">
            <LetterPreview
              contactId={contact.id}
              input={{ ...form.values, sender_id: form.values.sender_id || null }}
            />
          </Tabs.Panel>
        </Tabs>
        <Group justify="space-between" gap="xs">
          <Group gap="xs">
            <TokenMenu field={lastField} />
            <TemplateSelect
              asks={text.trim() !== ''}
              onPick={(template) => form.setValues(template)}
            />
          </Group>
          <Button
            type="submit"
            ml="auto"
            loading={form.pending}
            leftSection={<IconSend size={16} aria-hidden />}
          >
            <Trans>Send</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function isTextInput(target: Element): target is HTMLInputElement {
  return target instanceof HTMLInputElement && target.type === 'text' && !target.readOnly;
}

interface SenderSelectProps {
  value?: string;
  onChange: (id: string) => void;
}

/** By which account, where there is a choice; what happens without any. */
function SenderSelect({ value = '', onChange }: SenderSelectProps) {
  const { t } = useLingui();
  const { data } = useQuery(sendersQuery);
  const senders = data?.items;
  if (!senders) return null;
  if (senders.length === 0)
    return (
      <Text size="sm" c="dimmed">
        <Trans>No sender is set up yet: the mail lies in the dev inbox and reaches nobody.</Trans>
      </Text>
    );
  const fallback = senders.find(({ is_default }) => is_default) ?? senders[0];
  const chosen = value || fallback?.id;
  if (fallback && senders.length === 1) {
    const { name, email } = fallback;
    return (
      <Text size="sm" c="dimmed">
        <Trans>
          From {name}, {email}
        </Trans>
      </Text>
    );
  }
  return (
    <Select
      label={t`From`}
      allowDeselect={false}
      data={senders.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }))}
      value={chosen ?? null}
      onChange={(id) => onChange(id ?? '')}
    />
  );
}
