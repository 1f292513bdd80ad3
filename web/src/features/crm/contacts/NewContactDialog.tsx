import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, body, isApiError } from '@/shared/api';
import { Dialog, FormError, LinkAnchor, useApiForm } from '@/shared/ui';
import { CompanyInput } from '../companies/CompanyInput';
import classes from './list/list.module.css';

export default function NewContactDialog({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  return (
    <Dialog onClose={onClose} title={t`New contact`}>
      <NewContactForm onDone={onClose} />
    </Dialog>
  );
}

interface Candidate {
  id: string;
  display_name: string;
  /** In what they are alike. */
  reason: string;
}

/** Who is there already: surely the same person, or perhaps. */
interface Doubt {
  sure: boolean;
  candidates: Candidate[];
}

function doubtOf(error: unknown): Doubt | null {
  if (isApiError(error, 'contact_exists')) {
    const id = error.member<string>('contact_id');
    return { sure: true, candidates: id ? [{ id, display_name: '', reason: 'email' }] : [] };
  }
  if (isApiError(error, 'contact_suspected_duplicate'))
    return { sure: false, candidates: error.member<Candidate[]>('candidates') ?? [] };
  return null;
}

function NewContactForm({ onDone }: { onDone: () => void }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const [doubt, setDoubt] = useState<Doubt | null>(null);
  const form = useApiForm({
    initialValues: { first_name: '', last_name: '', email: '', phone: '', company: '' },
    fieldOfCode: { contact_exists: 'email' },
    validate: {
      first_name: (_value, { first_name, last_name, email, phone }) =>
        first_name || last_name || email || phone ? null : t`A name, an e-mail or a phone number`,
    },
    send: async (values) => {
      const call = api.POST('/api/crm/contacts', {
        body: {
          first_name: values.first_name,
          last_name: values.last_name,
          email: values.email || null,
          phone: values.phone || null,
          company: values.company || null,
          // Who has seen the warning and sends again means it.
          allow_duplicate: doubt !== null && !doubt.sure,
        },
      });
      const contact = await body(call).catch((error: unknown) => {
        const doubted = doubtOf(error);
        setDoubt(doubted);
        if (doubted && !doubted.sure) return null;
        throw error;
      });
      if (!contact) return;
      await queryClient.invalidateQueries({ queryKey: ['contacts'] });
      onDone();
      await navigate({ to: '/contacts/$contactId', params: { contactId: contact.id } });
    },
    onValuesChange: () => setDoubt(null),
  });
  const suspected = doubt !== null && !doubt.sure;
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormError problem={form.problem} />
        <Group grow gap="sm" align="flex-start">
          <TextInput
            label={t`First name`}
            data-autofocus
            maxLength={100}
            {...form.getInputProps('first_name')}
          />
          <TextInput label={t`Last name`} maxLength={100} {...form.getInputProps('last_name')} />
        </Group>
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="off"
          {...form.getInputProps('email')}
        />
        {doubt?.sure && doubt.candidates[0] && (
          <LinkAnchor
            to="/contacts/$contactId"
            params={{ contactId: doubt.candidates[0].id }}
            size="sm"
          >
            <Trans>Open the contact with this address</Trans>
          </LinkAnchor>
        )}
        <TextInput
          label={t`Phone`}
          type="tel"
          autoComplete="off"
          {...form.getInputProps('phone')}
        />
        <CompanyInput label={t`Company`} {...form.getInputProps('company')} />
        {suspected && <Suspects candidates={doubt.candidates} />}
        <Group justify="flex-end" gap="xs" mt={4}>
          <Button variant="default" onClick={onDone}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.pending}>
            {suspected ? <Trans>Add anyway</Trans> : <Trans>Add contact</Trans>}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Suspects({ candidates }: { candidates: Candidate[] }) {
  return (
    <Alert
      role="alert"
      color="orange"
      icon={<IconUsers size={18} aria-hidden />}
      title={
        <Plural
          value={candidates.length}
          one="There is somebody who looks the same"
          other="There are people who look the same"
        />
      }
    >
      <ul className={classes.candidates}>
        {candidates.map(({ id, display_name, reason }) => (
          <li key={id}>
            <LinkAnchor to="/contacts/$contactId" params={{ contactId: id }} fw={550}>
              {display_name}
            </LinkAnchor>{' '}
            <Text span size="sm">
              {reason === 'phone' ? (
                <Trans>has the same phone number</Trans>
              ) : (
                <Trans>has the same name and company</Trans>
              )}
            </Text>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
