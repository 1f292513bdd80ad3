import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Stack, TextInput } from '@mantine/core';
import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '@/features/accounts';
import { api, body, type Schemas } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { FormError, useApiForm } from '@/shared/ui';
import type { Sender } from './api';

/** One mail, and what the server said to it. */
export function TestDialog({ sender }: { sender: Sender }) {
  const { t } = useLingui();
  const me = useMe().user.email;
  const [result, setResult] = useState<Schemas['TestMailResult']>();
  const form = useApiForm({
    initialValues: { to: me },
    validate: { to: required },
    send: async ({ to }) => {
      setResult(undefined);
      setResult(
        await body(
          api.POST('/api/email/senders/{id}/test', {
            params: { path: { id: sender.id } },
            body: { to: to.trim() },
          }),
        ),
      );
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Stack>
        <FormError problem={form.problem} />
        <TextInput label={t`To`} type="email" {...form.getInputProps('to')} />
        {result && <Result result={result} />}
        <Group justify="flex-end">
          <Button type="submit" loading={form.pending}>
            <Trans>Send</Trans>
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function Result({ result }: { result: Schemas['TestMailResult'] }) {
  if (result.was_accepted)
    return (
      <Alert color="teal" role="status" icon={<IconCheck size={18} aria-hidden />}>
        <Trans>The server took it. Look into the mailbox, and into its spam folder.</Trans>
      </Alert>
    );
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={<Trans>The server did not take it</Trans>}
    >
      {result.detail}
    </Alert>
  );
}
