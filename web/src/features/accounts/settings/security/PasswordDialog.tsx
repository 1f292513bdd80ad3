import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { required } from '@/shared/lib/checks';
import { Dialog, FormError, PasswordField, useApiForm } from '@/shared/ui';

interface PasswordDialogProps {
  title: string;
  action: string;
  children: ReactNode;
  send: (password: string) => Promise<void>;
  onClose: () => void;
}

/** Asks for the password before something that a stranger at one's desk must not do. */
export function PasswordDialog({ title, action, children, send, onClose }: PasswordDialogProps) {
  const { t } = useLingui();
  const form = useApiForm({
    initialValues: { password: '' },
    validate: { password: required },
    fieldOfCode: { wrong_credentials: 'password' },
    send: ({ password }) => send(password),
  });
  return (
    <Dialog onClose={onClose} title={title}>
      <form onSubmit={form.submit} noValidate className="stack">
        <Text c="dimmed">{children}</Text>
        <FormError problem={form.problem} />
        <PasswordField
          label={t`Your password`}
          autoComplete="current-password"
          data-autofocus
          {...form.getInputProps('password')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.pending}>
            {action}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
