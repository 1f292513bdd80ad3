import { Trans, useLingui } from '@lingui/react/macro';
import {
  Checkbox,
  Group,
  NumberInput,
  PasswordInput,
  Select,
  SimpleGrid,
  Stack,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { type ApiForm, FormActions, FormError, useApiForm } from '@/shared/ui';
import { type BounceMailbox, bounceMailboxesQuery, type Sender } from './api';

interface MailboxFormProps {
  sender: Sender;
  mailbox: BounceMailbox | undefined;
  onDone: () => void;
}

type Values = ReturnType<typeof valuesOf>;

const hosts = { gmail: 'imap.gmail.com', outlook: 'outlook.office365.com', own: '' };
const ports: Record<string, number> = { imap: 993, pop3: 995 };

function valuesOf(sender: Sender, mailbox: BounceMailbox | undefined) {
  return {
    protocol: (mailbox?.protocol ?? 'imap') as string,
    host: mailbox?.host ?? hosts[sender.provider],
    port: mailbox?.port ?? 993,
    security: (mailbox?.security ?? 'tls') as string,
    username: mailbox?.username ?? (sender.username || sender.email),
    password: '',
    folder: mailbox?.folder ?? 'INBOX',
    afterwards: (mailbox?.afterwards ?? 'keep') as string,
    sign_in: (mailbox?.sign_in ??
      (sender.sign_in === 'oauth' ? 'sender' : 'password')) as BounceMailbox['sign_in'],
  };
}

export function MailboxForm({ sender, mailbox, onDone }: MailboxFormProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: valuesOf(sender, mailbox),
    validate: { host: required, username: required },
    send: async ({ password, ...values }) => {
      await api.PUT('/api/email/senders/{id}/bounce-mailbox', {
        params: { path: { id: sender.id } },
        headers: mailbox && ifMatch(mailbox.version),
        body: {
          ...values,
          protocol: values.protocol as BounceMailbox['protocol'],
          security: values.security as BounceMailbox['security'],
          afterwards: values.afterwards as BounceMailbox['afterwards'],
          ...(password && values.sign_in === 'password' && { password }),
        },
      });
      await queryClient.invalidateQueries({ queryKey: bounceMailboxesQuery.queryKey });
      onDone();
    },
  });
  const isImap = form.values.protocol === 'imap';
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormError problem={form.problem} />
        <ServerFields form={form} />
        {sender.sign_in === 'oauth' && (
          <Checkbox
            label={t`Signed in as the sender is, without a password`}
            checked={form.values.sign_in === 'sender'}
            onChange={({ currentTarget: { checked } }) =>
              form.setFieldValue('sign_in', checked ? 'sender' : 'password')
            }
          />
        )}
        <SimpleGrid cols={{ base: 1, sm: 2 }}>
          <TextInput label={t`User name`} autoComplete="off" {...form.getInputProps('username')} />
          {form.values.sign_in === 'password' && (
            <PasswordInput
              label={sender.provider === 'own' ? t`Password` : t`App password`}
              description={mailbox && t`Empty: it stays as it is.`}
              autoComplete="new-password"
              {...form.getInputProps('password')}
            />
          )}
        </SimpleGrid>
        {isImap && (
          <TextInput
            label={t`Folder`}
            description={t`INBOX is where new mail arrives.`}
            maxLength={200}
            {...form.getInputProps('folder')}
          />
        )}
        <Select
          label={t`When a report was read`}
          description={t`Other mails are never touched.`}
          allowDeselect={false}
          data={[
            { value: 'keep', label: t`Leave it as it is` },
            ...(isImap ? [{ value: 'mark_seen', label: t`Mark it as read` }] : []),
            { value: 'remove', label: t`Delete it` },
          ]}
          {...form.getInputProps('afterwards')}
        />
        <FormActions onCancel={onDone} pending={form.pending} mt={4}>
          <Trans>Save and check</Trans>
        </FormActions>
      </Stack>
    </form>
  );
}

function ServerFields({ form }: { form: ApiForm<Values> }) {
  const { t } = useLingui();
  const chooseProtocol = (protocol: string | null) => {
    if (!protocol) return;
    form.setValues({ protocol, security: 'tls', port: ports[protocol] });
    if (form.values.afterwards === 'mark_seen') form.setFieldValue('afterwards', 'keep');
  };
  return (
    <>
      <Select
        label={t`How it is read`}
        allowDeselect={false}
        data={[
          { value: 'imap', label: 'IMAP' },
          { value: 'pop3', label: 'POP3' },
        ]}
        {...form.getInputProps('protocol')}
        onChange={chooseProtocol}
      />
      <Group grow align="flex-start" preventGrowOverflow={false}>
        <TextInput
          label={t`Server`}
          placeholder="imap.example.com"
          {...form.getInputProps('host')}
        />
        <NumberInput label={t`Port`} min={1} max={65_535} {...form.getInputProps('port')} />
        <Select
          label={t`Encryption`}
          allowDeselect={false}
          data={[
            { value: 'tls', label: 'TLS' },
            { value: 'starttls', label: 'STARTTLS' },
          ]}
          {...form.getInputProps('security')}
        />
      </Group>
    </>
  );
}
