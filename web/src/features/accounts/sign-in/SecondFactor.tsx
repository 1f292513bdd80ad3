import { Trans, useLingui } from '@lingui/react/macro';
import { Anchor, Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import { type Answer, api, body, isApiError } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { FormError, useApiForm } from '@/shared/ui';
import { GuestCard } from './GuestCard';

interface SecondFactorProps {
  challenge: string;
  onDone: (result: Answer<'/api/auth/second-factor', 'post'>) => Promise<void>;
  onStartAgain: () => void;
}

/** The code of the authenticator app, or one of the recovery codes. */
export function SecondFactor({ challenge, onDone, onStartAgain }: SecondFactorProps) {
  const { t } = useLingui();
  const [recovery, setRecovery] = useState(false);
  const form = useApiForm({
    initialValues: { code: '' },
    validate: { code: required },
    fieldOfCode: { wrong_code: 'code' },
    send: async ({ code }) => {
      try {
        await onDone(
          await body(
            api.POST('/api/auth/second-factor', { body: { challenge, code: code.trim() } }),
          ),
        );
      } catch (error) {
        if (isApiError(error, 'sign_in_expired')) onStartAgain();
        throw error;
      }
    },
  });
  const use = (withRecovery: boolean) => {
    setRecovery(withRecovery);
    form.reset();
  };
  return (
    <GuestCard
      title={t`One more step`}
      description={
        recovery ? (
          <Trans>Type one of the recovery codes you kept. Each works once.</Trans>
        ) : (
          <Trans>Type the six digits that your authenticator app shows now.</Trans>
        )
      }
      footer={
        <Anchor component="button" type="button" onClick={onStartAgain}>
          <Trans>Start again</Trans>
        </Anchor>
      }
    >
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          key={String(recovery)}
          label={recovery ? t`Recovery code` : t`Code`}
          autoFocus
          autoComplete="one-time-code"
          inputMode={recovery ? 'text' : 'numeric'}
          styles={{ input: { letterSpacing: recovery ? undefined : '0.3em', fontSize: 18 } }}
          {...form.getInputProps('code')}
        />
        <Button type="submit" fullWidth loading={form.pending}>
          <Trans>Go on</Trans>
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={() => use(!recovery)}>
          {recovery ? (
            <Trans>Use the authenticator app</Trans>
          ) : (
            <Trans>Phone not at hand? Use a recovery code</Trans>
          )}
        </Anchor>
      </form>
    </GuestCard>
  );
}
