import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Input, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { CopyField, useSave } from '@/shared/ui';
import { type Sender, sendersQuery } from './api';

/** The key by which others see that the mails are ours, and what the DNS has to say about it. */
export function DkimDialog({ sender, onDone }: { sender: Sender; onDone: () => void }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const params = { path: { id: sender.id } };
  const refetch = [sendersQuery.queryKey];
  const create = useSave(() => api.POST('/api/email/senders/{id}/dkim', { params }), {
    refetch,
    done: t`The key is made: now publish the record`,
  });
  const remove = useSave(
    async () => {
      await api.DELETE('/api/email/senders/{id}/dkim', { params });
      onDone();
    },
    { refetch, done: t`Mails are no longer signed here` },
  );
  const shown =
    queryClient.getQueryData(sendersQuery.queryKey)?.items.find(({ id }) => id === sender.id) ??
    sender;
  const domain = sender.email.slice(sender.email.indexOf('@') + 1);
  if (!shown.dkim_selector)
    return (
      <Stack>
        <Text>
          <Trans>
            With a signature, mail programs see that a mail really comes from {domain}, and sort
            fewer of them out. You need to be able to change the DNS of the domain. Gmail and
            Outlook sign by themselves.
          </Trans>
        </Text>
        <Group justify="flex-end">
          <Button loading={create.isPending} onClick={() => create.mutate()}>
            <Trans>Make a key</Trans>
          </Button>
        </Group>
      </Stack>
    );
  return (
    <Stack>
      <Alert color="blue">
        <Trans>Mails are signed from now on. Publish this record before you send.</Trans>
      </Alert>
      <Record
        label={t`Name of the TXT record`}
        value={`${shown.dkim_selector}._domainkey.${domain}`}
      />
      <Record label={t`Its content`} value={shown.dkim_record} />
      <Group justify="flex-end">
        <Button
          variant="default"
          color="red"
          loading={remove.isPending}
          onClick={() => remove.mutate()}
        >
          <Trans>Take the key away</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function Record({ label, value }: { label: string; value: string }) {
  return (
    <Input.Wrapper label={label} labelElement="div">
      <CopyField label={label} value={value} />
    </Input.Wrapper>
  );
}
