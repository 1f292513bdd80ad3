import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Loader, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAlertTriangle, IconCheck, IconMailbox } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api';
import {
  BlockSkeleton,
  confirm,
  Dialog,
  EmptyState,
  ErrorState,
  RelativeTime,
  Section,
  useSave,
} from '@/shared/ui';
import { type BounceMailbox, bounceMailboxesQuery, type Sender } from './api';
import { MailboxForm } from './MailboxForm';

/** The mailbox that reports of undelivered mails come back to. */
export function ReturnedMail({ sender }: { sender: Sender }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(bounceMailboxesQuery);
  const [editing, edit] = useDisclosure();
  const mailbox = data?.items.find(({ sender_id }) => sender_id === sender.id);
  return (
    <Section
      title={t`Returned mail`}
      description={
        <Trans>
          When a mail cannot be delivered, its mail server reports that to this mailbox. SocialFlow
          looks in every five minutes, shows it on the campaign, and writes no more to addresses
          that do not exist.
        </Trans>
      }
    >
      {error && <ErrorState error={error} onRetry={refetch} compact />}
      {!data && !error && <BlockSkeleton />}
      {data && !mailbox && (
        <EmptyState
          icon={IconMailbox}
          title={t`Nobody reads the returned mails yet`}
          action={
            <Button onClick={edit.open}>
              <Trans>Set up the mailbox</Trans>
            </Button>
          }
        >
          <Trans>
            It may be the mailbox that you send from: only reports are read, and your letters stay
            as they are.
          </Trans>
        </EmptyState>
      )}
      {mailbox && <Mailbox mailbox={mailbox} onEdit={edit.open} />}
      <Dialog
        opened={editing}
        onClose={edit.close}
        title={<Trans>Mailbox for returned mail</Trans>}
        size="lg"
      >
        {editing && <MailboxForm sender={sender} mailbox={mailbox} onDone={edit.close} />}
      </Dialog>
    </Section>
  );
}

function Mailbox({ mailbox, onEdit }: { mailbox: BounceMailbox; onEdit: () => void }) {
  const { t } = useLingui();
  const params = { path: { id: mailbox.sender_id } };
  const refetch = [bounceMailboxesQuery.queryKey];
  const check = useSave(
    () => api.POST('/api/email/senders/{id}/bounce-mailbox/checks', { params }),
    { refetch },
  );
  const remove = useSave(() => api.DELETE('/api/email/senders/{id}/bounce-mailbox', { params }), {
    refetch,
    done: t`The mailbox is no longer read`,
  });
  const ask = async () => {
    const yes = await confirm({
      title: t`Stop reading this mailbox?`,
      body: t`Mails that come back are no longer noticed. What lies in the mailbox stays there.`,
      action: t`Stop reading`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  const { username, host, folder, protocol, reports_taken: taken } = mailbox;
  return (
    <Stack gap="sm">
      <div>
        <Text fw={550}>{username}</Text>
        <Text size="sm" c="dimmed">
          {protocol === 'imap' ? `IMAP · ${host} · ${folder}` : `POP3 · ${host}`}
        </Text>
      </div>
      <LastLook mailbox={mailbox} />
      <Group justify="space-between">
        <Text size="sm" c="dimmed">
          <Plural
            value={taken}
            _0="No mail has come back so far"
            one="# mail has come back so far"
            other="# mails have come back so far"
          />
        </Text>
        <Group gap="xs">
          <Button variant="subtle" color="red" size="xs" onClick={ask}>
            <Trans>Stop reading</Trans>
          </Button>
          <Button variant="default" size="xs" onClick={onEdit}>
            <Trans>Change</Trans>
          </Button>
          <Button
            variant="default"
            size="xs"
            loading={check.isPending}
            disabled={mailbox.is_checked_now}
            onClick={() => check.mutate()}
          >
            <Trans>Check now</Trans>
          </Button>
        </Group>
      </Group>
    </Stack>
  );
}

function LastLook({ mailbox }: { mailbox: BounceMailbox }) {
  const words = useFailureWords(mailbox);
  const { succeeded_at, failed_at, is_checked_now, failure_detail } = mailbox;
  if (is_checked_now)
    return (
      <Group gap="xs" role="status">
        <Loader size={16} />
        <Text size="sm">
          <Trans>Looking into the mailbox…</Trans>
        </Text>
      </Group>
    );
  if (failed_at)
    return (
      <Alert
        color="red"
        role="alert"
        icon={<IconAlertTriangle size={18} aria-hidden />}
        title={words}
      >
        <Stack gap={4}>
          {failure_detail && <Text size="sm">{failure_detail}</Text>}
          <Text size="sm" c="dimmed">
            <Trans>
              Tried <RelativeTime instant={failed_at} />.
            </Trans>{' '}
            {succeeded_at && (
              <Trans>
                It last worked <RelativeTime instant={succeeded_at} />.
              </Trans>
            )}
          </Text>
        </Stack>
      </Alert>
    );
  if (!succeeded_at) return null;
  return (
    <Group gap="xs" role="status">
      <IconCheck size={18} color="var(--mantine-color-teal-text)" aria-hidden />
      <Text size="sm">
        <Trans>
          It works: last looked in <RelativeTime instant={succeeded_at} />.
        </Trans>
      </Text>
    </Group>
  );
}

function useFailureWords({ failure, host, port, folder }: BounceMailbox): string {
  const { t } = useLingui();
  switch (failure) {
    case 'sign_in':
      return t`The mail server does not accept the user name and password.`;
    case 'tls':
      return t`The connection could not be secured: wrong encryption, or a certificate that nobody vouches for.`;
    case 'connection':
      return t`The mail server does not answer at ${host}, port ${port}.`;
    case 'folder':
      return t`The mailbox has no folder “${folder}”.`;
    case 'nonsense':
      return t`The server answers something else than a mailbox would.`;
    case 'oauth_revoked':
      return t`The sign-in of the sender was withdrawn: sign in again above.`;
    case 'secret':
      return t`The stored password cannot be read any more: enter it again.`;
    default:
      return t`Something went wrong on our side. It is tried again in five minutes.`;
  }
}
