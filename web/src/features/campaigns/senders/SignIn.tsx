import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Code, Group, Stack, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconLogin2 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '@/shared/api';
import { confirm, RelativeTime, Section, useSave } from '@/shared/ui';
import { oauthProvidersQuery, type Sender, sendersQuery } from './api';
import { leaveFor } from './leaveFor';

/** Of senders at Google and Microsoft: signed in in the browser, or by an app password. */
export function SignIn({ sender }: { sender: Sender }) {
  const { t } = useLingui();
  const params = { path: { id: sender.id } };
  const choices = useQuery(oauthProvidersQuery).data?.items;
  const isSetUp = choices?.find(({ provider }) => provider === sender.provider)?.is_set_up;
  const name = sender.provider === 'gmail' ? 'Google' : 'Microsoft';
  const begin = useSave(
    async () => leaveFor((await body(api.POST('/api/email/senders/{id}/oauth', { params }))).url),
    { refetch: [] },
  );
  const leave = useSave(() => api.DELETE('/api/email/senders/{id}/oauth', { params }), {
    refetch: [sendersQuery.queryKey],
    done: t`The sender uses its password again`,
  });
  const ask = async () => {
    const yes = await confirm({
      title: t`Use a password instead?`,
      body: t`The sign-in at ${name} is forgotten here. Mails leave by the app password of the sender.`,
      action: t`Use the password`,
    });
    if (yes) leave.mutate();
  };
  if (sender.provider === 'own' || !choices) return null;
  const isOAuth = sender.sign_in === 'oauth';
  return (
    <Section title={t`Sign-in`}>
      <Stack gap="sm">
        {isOAuth && sender.oauth_revoked_at && (
          <Alert
            color="red"
            role="alert"
            icon={<IconAlertTriangle size={18} aria-hidden />}
            title={<Trans>{name} does not accept the sign-in any more</Trans>}
          >
            <Trans>
              Somebody withdrew it, or changed the password. Mails wait since{' '}
              <RelativeTime instant={sender.oauth_revoked_at} />; they leave once somebody signs in
              again.
            </Trans>
          </Alert>
        )}
        {isOAuth && !sender.oauth_revoked_at && (
          <Group gap="xs">
            <IconCheck size={18} color="var(--mantine-color-teal-text)" aria-hidden />
            <Text size="sm">
              <Trans>Signed in at {name}: mails leave without a password.</Trans>
            </Text>
          </Group>
        )}
        {!isOAuth && isSetUp && (
          <Text size="sm">
            <Trans>
              Mails leave by an app password. Signing in at {name} is safer: no password is kept
              here, and you can withdraw it at {name} whenever you like.
            </Trans>
          </Text>
        )}
        {!isSetUp && (
          <Text size="sm" c="dimmed">
            <Trans>
              Mails leave by an app password. Who runs this server can offer the sign-in at {name}:
              it takes the setting{' '}
              <Code>{sender.provider === 'gmail' ? 'google' : 'microsoft'}_client_id</Code>.
            </Trans>
          </Text>
        )}
        <Group gap="xs">
          {isSetUp && (
            <Button
              variant={isOAuth && !sender.oauth_revoked_at ? 'default' : 'filled'}
              size="xs"
              leftSection={<IconLogin2 size={16} aria-hidden />}
              loading={begin.isPending}
              onClick={() => begin.mutate()}
            >
              {isOAuth ? <Trans>Sign in again</Trans> : <Trans>Sign in at {name}</Trans>}
            </Button>
          )}
          {isOAuth && (
            <Button variant="subtle" color="red" size="xs" loading={leave.isPending} onClick={ask}>
              <Trans>Use a password instead</Trans>
            </Button>
          )}
        </Group>
      </Stack>
    </Section>
  );
}
