import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { api } from '@/shared/api';
import { confirm, useSave } from '@/shared/ui';
import { domainChecksQuery, type Sender, sendersQuery } from './api';

/** The key by which others see that mails are ours: whether there is one, and whether it signs. */
export function DkimKey({ sender }: { sender: Sender }) {
  const { t } = useLingui();
  const params = { path: { id: sender.id } };
  const refetch = [sendersQuery.queryKey, domainChecksQuery.queryKey];
  const look = () => api.POST('/api/email/senders/{id}/domain-checks', { params });
  const create = useSave(
    async () => {
      await api.POST('/api/email/senders/{id}/dkim', { params });
      await look();
    },
    { refetch, done: t`The key is made: now publish the record` },
  );
  const remove = useSave(
    async () => {
      await api.DELETE('/api/email/senders/{id}/dkim', { params });
      await look();
    },
    { refetch, done: t`Mails are no longer signed here` },
  );
  const sign = useSave(
    (signs: boolean) =>
      api.PUT('/api/email/senders/{id}/dkim/signing', { params, body: { signs } }),
    { refetch },
  );
  const ask = async () => {
    const yes = await confirm({
      title: t`Sign although the record was not seen?`,
      body: t`Mail servers that cannot look the key up trust the mails less than without a signature.`,
      action: t`Sign anyway`,
    });
    if (yes) sign.mutate(true);
  };
  if (!sender.dkim_selector)
    return (
      <Group>
        <Button
          variant="default"
          size="xs"
          loading={create.isPending}
          onClick={() => create.mutate()}
        >
          <Trans>Make a key</Trans>
        </Button>
      </Group>
    );
  const signs = sender.dkim_signing !== 'off';
  return (
    <>
      <Text size="sm" fw={550}>
        {sender.dkim_signing === 'off' && (
          <Trans>Mails are not signed yet: that begins when a check has seen the record.</Trans>
        )}
        {sender.dkim_signing === 'checked' && <Trans>Mails are signed.</Trans>}
        {sender.dkim_signing === 'by_hand' && (
          <Trans>Mails are signed because somebody said so, whatever the check finds.</Trans>
        )}
      </Text>
      <Group gap="xs">
        {!signs && (
          <Button variant="default" size="xs" loading={sign.isPending} onClick={ask}>
            <Trans>Sign anyway</Trans>
          </Button>
        )}
        {sender.dkim_signing === 'by_hand' && (
          <Button
            variant="default"
            size="xs"
            loading={sign.isPending}
            onClick={() => sign.mutate(false)}
          >
            <Trans>Leave it to the check</Trans>
          </Button>
        )}
        <Button
          variant="subtle"
          color="red"
          size="xs"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <Trans>Take the key away</Trans>
        </Button>
      </Group>
    </>
  );
}
