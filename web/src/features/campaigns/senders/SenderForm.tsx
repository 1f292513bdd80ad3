import { Trans, useLingui } from '@lingui/react/macro';
import {
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  Stack,
  Text,
  Textarea,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { type ApiForm, FormActions, FormError, useApiForm } from '@/shared/ui';
import { type Sender, sendersQuery } from './api';

interface SenderFormProps {
  /** To be changed; a new one otherwise. */
  sender?: Sender;
  /** The first one is the default one. */
  first?: boolean;
  onDone: () => void;
}

type Values = ReturnType<typeof valuesOf>;

function valuesOf(sender: Sender | undefined, first: boolean | undefined) {
  return {
    name: sender?.name ?? '',
    email: sender?.email ?? '',
    reply_to: sender?.reply_to ?? '',
    postal_address: sender?.postal_address ?? '',
    bounce_address: sender?.bounce_address ?? '',
    provider: (sender?.provider ?? 'own') as string,
    host: sender?.host ?? '',
    port: sender?.port ?? 587,
    security: (sender?.security ?? 'starttls') as string,
    username: sender?.username ?? '',
    password: '',
    per_minute: (sender?.per_minute ?? '') as number | string,
    is_default: sender?.is_default ?? first ?? false,
  };
}

export function SenderForm({ sender, first, onDone }: SenderFormProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: valuesOf(sender, first),
    validate: { name: required, email: required, postal_address: required },
    send: async ({ password, per_minute, provider, security, ...others }) => {
      const input = {
        ...others,
        bounce_address: provider === 'own' ? others.bounce_address : '',
        provider: provider as Sender['provider'],
        security: security as Sender['security'],
        per_minute: typeof per_minute === 'number' ? per_minute : null,
        ...(password && { password }),
      };
      if (sender)
        await api.PATCH('/api/email/senders/{id}', {
          params: { path: { id: sender.id } },
          headers: ifMatch(sender.version),
          body: input,
        });
      else await api.POST('/api/email/senders', { body: input });
      await queryClient.invalidateQueries({ queryKey: sendersQuery.queryKey });
      onDone();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormError problem={form.problem} />
        <Select
          label={t`Where is your mailbox?`}
          allowDeselect={false}
          data={[
            { value: 'gmail', label: 'Gmail / Google Workspace' },
            { value: 'outlook', label: 'Outlook / Microsoft 365' },
            { value: 'own', label: t`Another mail server (SMTP)` },
          ]}
          {...form.getInputProps('provider')}
        />
        <TextInput
          label={t`Name`}
          description={t`Shown as the sender, such as the name of your business.`}
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <TextInput label={t`E-mail`} type="email" {...form.getInputProps('email')} />
        <TextInput
          label={t`Answers go to`}
          description={t`Empty: to the same address.`}
          type="email"
          {...form.getInputProps('reply_to')}
        />
        <Textarea
          label={t`Postal address`}
          description={t`Stands in the footer of every mail: the law asks for it in many countries.`}
          autosize
          maxLength={300}
          {...form.getInputProps('postal_address')}
        />
        {form.values.provider === 'own' ? (
          <ServerFields form={form} />
        ) : (
          <ProviderLimits provider={form.values.provider} />
        )}
        <Login form={form} isChange={sender?.has_password ?? false} />
        {form.values.provider === 'own' && (
          <TextInput
            label={t`Returned mail goes to`}
            description={t`A mailbox of the same domain that takes what stands behind a plus, such as bounces@…: then every mail comes back to an address of its own. Empty: to the sender’s address.`}
            type="email"
            {...form.getInputProps('bounce_address')}
          />
        )}
        <NumberInput
          label={t`At most so many mails a minute`}
          description={t`Empty: as fast as the server takes them.`}
          min={1}
          max={100_000}
          {...form.getInputProps('per_minute')}
        />
        <Checkbox
          label={t`Campaigns use this one unless they name another`}
          {...form.getInputProps('is_default', { type: 'checkbox' })}
        />
        <FormActions onCancel={onDone} pending={form.pending} mt={4}>
          <Trans>Save</Trans>
        </FormActions>
      </Stack>
    </form>
  );
}

/** What the provider takes, before somebody plans a campaign that it will not. */
function ProviderLimits({ provider }: { provider: string }) {
  return (
    <Text size="sm" c="dimmed">
      {provider === 'gmail' ? (
        <Trans>
          Google takes 500 mails a day of a private account and 2,000 of Google Workspace. Who sends
          more than 5,000 a day to Gmail addresses counts as a bulk sender there: the domain must be
          in order.
        </Trans>
      ) : (
        <Trans>
          Microsoft takes 10,000 recipients a day of a business account and 30 mails a minute;
          private accounts take fewer.
        </Trans>
      )}
    </Text>
  );
}

function ServerFields({ form }: { form: ApiForm<Values> }) {
  const { t } = useLingui();
  return (
    <Group grow align="flex-start" preventGrowOverflow={false}>
      <TextInput label={t`Server`} placeholder="smtp.example.com" {...form.getInputProps('host')} />
      <NumberInput label={t`Port`} min={1} max={65_535} {...form.getInputProps('port')} />
      <Select
        label={t`Encryption`}
        allowDeselect={false}
        data={[
          { value: 'starttls', label: 'STARTTLS' },
          { value: 'tls', label: 'TLS' },
          { value: 'none', label: t`None` },
        ]}
        {...form.getInputProps('security')}
      />
    </Group>
  );
}

function Login({ form, isChange }: { form: ApiForm<Values>; isChange: boolean }) {
  const { t } = useLingui();
  const app = form.values.provider !== 'own';
  return (
    <Group grow align="flex-start">
      <TextInput
        label={t`User name`}
        autoComplete="off"
        placeholder={app ? form.values.email : undefined}
        {...form.getInputProps('username')}
      />
      <PasswordInput
        label={app ? t`App password` : t`Password`}
        description={isChange ? t`Empty: it stays as it is.` : undefined}
        autoComplete="new-password"
        {...form.getInputProps('password')}
      />
    </Group>
  );
}
