import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { api, isApiError } from '@/shared/api';
import { passwordProblem } from '@/shared/lib/checks';
import { FormError, LinkButton, PasswordField, useApiForm } from '@/shared/ui';
import { GuestCard } from './GuestCard';

export default function ResetPasswordPage() {
  const { t } = useLingui();
  const { token } = useSearch({ from: '/guest/reset-password' });
  const [state, setState] = useState<'open' | 'done' | 'expired'>(token ? 'open' : 'expired');
  const form = useApiForm({
    initialValues: { password: '' },
    validate: { password: passwordProblem },
    send: async ({ password }) => {
      try {
        await api.POST('/api/auth/reset-password', { body: { token, password } });
        setState('done');
      } catch (error) {
        if (!isApiError(error, 'link_not_valid')) throw error;
        setState('expired');
      }
    },
  });
  if (state === 'done')
    return (
      <GuestCard
        title={t`Your password is changed`}
        description={<Trans>You were signed out everywhere. Sign in with the new one.</Trans>}
      >
        <LinkButton to="/sign-in">
          <Trans>Sign in</Trans>
        </LinkButton>
      </GuestCard>
    );
  if (state === 'expired')
    return (
      <GuestCard
        title={t`This link no longer works`}
        description={<Trans>It was used before, or it is more than an hour old.</Trans>}
      >
        <LinkButton to="/forgot-password">
          <Trans>Send a new link</Trans>
        </LinkButton>
      </GuestCard>
    );
  return (
    <GuestCard
      title={t`Choose a new password`}
      description={<Trans>Afterwards you are signed out everywhere.</Trans>}
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <PasswordField
          label={t`New password`}
          autoComplete="new-password"
          autoFocus
          description={t`At least 10 characters; a few words in a row work well.`}
          {...form.getInputProps('password')}
        />
        <Button type="submit" fullWidth loading={form.pending}>
          <Trans>Change password</Trans>
        </Button>
      </form>
    </GuestCard>
  );
}
