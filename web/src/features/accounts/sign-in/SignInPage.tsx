import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Divider, TextInput } from '@mantine/core';
import { IconFingerprint } from '@tabler/icons-react';
import { useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { type Answer, api, body } from '@/shared/api';
import { emailProblem, required } from '@/shared/lib/checks';
import { passkeysWork } from '@/shared/lib/passkeys';
import { explain, FormError, LinkAnchor, PasswordField, useApiForm } from '@/shared/ui';
import { GuestCard } from './GuestCard';
import { signInByPasskey } from './passkey';
import { SecondFactor } from './SecondFactor';
import { useArrival } from './useArrival';

type SignInResult = Answer<'/api/auth/sign-in', 'post'>;

/** Password or passkey; then the second factor, if the person has set one up. */
export default function SignInPage() {
  const { next } = useSearch({ from: '/guest/sign-in' });
  const arrive = useArrival();
  const [challenge, setChallenge] = useState<string | null>(null);

  const goOn = async (result: SignInResult) => {
    if (result.status === 'second_factor') setChallenge(result.challenge ?? null);
    else await arrive({ next });
  };

  if (challenge)
    return (
      <SecondFactor challenge={challenge} onDone={goOn} onStartAgain={() => setChallenge(null)} />
    );
  return <FirstFactor next={next} onDone={goOn} />;
}

function FirstFactor({
  next,
  onDone,
}: {
  next?: string;
  onDone: (result: SignInResult) => Promise<void>;
}) {
  const { t } = useLingui();
  const form = useApiForm({
    initialValues: { email: '', password: '' },
    validate: { email: emailProblem, password: required },
    send: async (values) => onDone(await body(api.POST('/api/auth/sign-in', { body: values }))),
  });
  const passkey = usePasskey(onDone);
  return (
    <GuestCard
      title={t`Sign in`}
      footer={
        <Trans>
          New here?{' '}
          <LinkAnchor to="/sign-up" search={{ next }}>
            Create an account
          </LinkAnchor>
        </Trans>
      }
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem ?? passkey.problem} />
        <TextInput
          label={t`E-mail`}
          type="email"
          autoComplete="username webauthn"
          autoFocus
          {...form.getInputProps('email')}
        />
        <div>
          <PasswordField
            label={t`Password`}
            autoComplete="current-password"
            {...form.getInputProps('password')}
          />
          <LinkAnchor to="/forgot-password" size="sm" mt={6} display="inline-block">
            <Trans>Forgot your password?</Trans>
          </LinkAnchor>
        </div>
        <Button type="submit" fullWidth loading={form.pending}>
          <Trans>Sign in</Trans>
        </Button>
      </form>
      {passkeysWork() && (
        <>
          <Divider label={<Trans>or</Trans>} />
          <Button
            variant="default"
            fullWidth
            leftSection={<IconFingerprint size={18} aria-hidden />}
            loading={passkey.pending}
            onClick={passkey.start}
          >
            <Trans>Sign in with a passkey</Trans>
          </Button>
        </>
      )}
    </GuestCard>
  );
}

function usePasskey(onDone: (result: SignInResult) => Promise<void>) {
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const start = async () => {
    setPending(true);
    setProblem(null);
    try {
      const result = await signInByPasskey();
      // Null: the person closed the browser's dialogue, which needs no words.
      if (result) await onDone(result);
    } catch (error) {
      const { title, advice } = explain(error);
      setProblem([title, advice].filter(Boolean).join('. '));
    } finally {
      setPending(false);
    }
  };
  return { pending, problem, start };
}
