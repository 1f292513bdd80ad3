import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconShieldCheck } from '@tabler/icons-react';
import { useState } from 'react';
import { api, body } from '@/shared/api';
import { Row, RowList, Section, useSave } from '@/shared/ui';
import { meQuery, useMe } from '../../session';
import { PasswordDialog } from './PasswordDialog';
import { RecoveryCodesDialog } from './RecoveryCodesDialog';
import { TotpDialog } from './TotpDialog';

/** The second step of signing in: codes of an authenticator app. */
export function TwoFactor() {
  const { t } = useLingui();
  const { user } = useMe();
  const [settingUp, setUp] = useDisclosure();
  const [removing, remove] = useDisclosure();
  const [renewing, renew] = useDisclosure();
  const [codes, setCodes] = useState<string[] | null>(null);
  const refresh = useSave(async () => {}, { refetch: [meQuery.queryKey] });

  return (
    <Section
      title={t`Two-step sign-in`}
      description={t`After the password, a code from an app on your phone. A stolen password alone then opens nothing.`}
      flush
    >
      <RowList label={t`Two-step sign-in`}>
        <Row
          icon={<IconShieldCheck size={20} stroke={1.6} aria-hidden />}
          title={
            <>
              <Trans>Authenticator app</Trans>
              {user.two_factor && (
                <Badge color="teal">
                  <Trans>on</Trans>
                </Badge>
              )}
            </>
          }
          detail={
            user.two_factor ? (
              <Trans>You are asked for a code whenever you sign in with your password.</Trans>
            ) : (
              <Trans>Works with Aegis, 1Password, Google Authenticator and others.</Trans>
            )
          }
        >
          {user.two_factor ? (
            <Group gap="xs">
              <Button variant="default" size="xs" onClick={renew.open}>
                <Trans>New recovery codes</Trans>
              </Button>
              <Button variant="default" size="xs" onClick={remove.open}>
                <Trans>Turn off</Trans>
              </Button>
            </Group>
          ) : (
            <Button variant="default" size="xs" onClick={setUp.open}>
              <Trans>Set up</Trans>
            </Button>
          )}
        </Row>
      </RowList>
      {settingUp && (
        <TotpDialog
          onClose={setUp.close}
          onDone={(recoveryCodes) => {
            setUp.close();
            setCodes(recoveryCodes);
            refresh.mutate();
          }}
        />
      )}
      {removing && (
        <PasswordDialog
          title={t`Turn off two-step sign-in`}
          action={t`Turn off`}
          onClose={remove.close}
          send={async (password) => {
            await api.DELETE('/api/me/totp', { body: { password } });
            remove.close();
            refresh.mutate();
          }}
        >
          <Trans>Your password alone will open your account again.</Trans>
        </PasswordDialog>
      )}
      {renewing && (
        <PasswordDialog
          title={t`New recovery codes`}
          action={t`Make new codes`}
          onClose={renew.close}
          send={async (password) => {
            const answer = await body(api.POST('/api/me/recovery-codes', { body: { password } }));
            renew.close();
            setCodes(answer.recovery_codes);
          }}
        >
          <Trans>The codes you have now stop working.</Trans>
        </PasswordDialog>
      )}
      {codes && <RecoveryCodesDialog codes={codes} onClose={() => setCodes(null)} />}
    </Section>
  );
}
