import { Trans, useLingui } from '@lingui/react/macro';
import { Button, TextInput } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import { api } from '@/shared/api';
import { emailProblem, passwordProblem, required } from '@/shared/lib/checks';
import { FormError, LinkAnchor, PasswordField, useApiForm } from '@/shared/ui';
import { GuestCard } from './GuestCard';
import { ofTheBrowser, useArrival } from './useArrival';

export default function SignUpPage() {
  const { t } = useLingui();
  const { next } = useSearch({ from: '/guest/sign-up' });
  const arrive = useArrival();
  const form = useApiForm({
    initialValues: { name: '', email: '', password: '', project_name: '' },
    validate: {
      name: required,
      email: emailProblem,
      password: passwordProblem,
      project_name: required,
    },
    fieldOfCode: { email_taken: 'email' },
    send: async (values) => {
      await api.POST('/api/auth/sign-up', { body: { ...values, ...ofTheBrowser() } });
      await arrive({ next });
    },
  });
  return (
    <GuestCard
      title={t`Create your account`}
      description={<Trans>Contacts, bookings and campaigns of your business in one place.</Trans>}
      footer={
        <Trans>
          Have an account?{' '}
          <LinkAnchor to="/sign-in" search={{ next }}>
            Sign in
          </LinkAnchor>
        </Trans>
      }
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Your name`}
          autoComplete="name"
          autoFocus
          {...form.getInputProps('name')}
        />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username"
          {...form.getInputProps('email')}
        />
        <PasswordField
          label={t`Password`}
          autoComplete="new-password"
          description={t`At least 10 characters; a few words in a row work well.`}
          {...form.getInputProps('password')}
        />
        <TextInput
          label={t`Name of your business`}
          autoComplete="organization"
          description={t`Your first project. It can be changed later.`}
          {...form.getInputProps('project_name')}
        />
        <Button type="submit" fullWidth loading={form.pending}>
          <Trans>Create account</Trans>
        </Button>
      </form>
    </GuestCard>
  );
}
