import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { api } from '@/shared/api';
import { emailProblem } from '@/shared/lib/checks';
import { FormError, LinkAnchor, useApiForm } from '@/shared/ui';
import { GuestCard } from './GuestCard';

export default function ForgotPasswordPage() {
  const { t } = useLingui();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const form = useApiForm({
    initialValues: { email: '' },
    validate: { email: emailProblem },
    send: async (values) => {
      await api.POST('/api/auth/forgot-password', { body: values });
      setSentTo(values.email);
    },
  });
  const back = (
    <LinkAnchor to="/sign-in">
      <Trans>Back to sign-in</Trans>
    </LinkAnchor>
  );
  if (sentTo)
    return (
      <GuestCard
        title={t`Look into your inbox`}
        description={
          <Trans>
            If there is an account with <b>{sentTo}</b>, a link to a new password is on its way. It
            works for an hour.
          </Trans>
        }
        footer={back}
      />
    );
  return (
    <GuestCard
      title={t`Forgot your password?`}
      description={<Trans>We send you a link with which you choose a new one.</Trans>}
      footer={back}
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          autoFocus
          {...form.getInputProps('email')}
        />
        <Button type="submit" fullWidth loading={form.pending}>
          <Trans>Send the link</Trans>
        </Button>
      </form>
    </GuestCard>
  );
}
