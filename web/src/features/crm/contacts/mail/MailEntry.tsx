import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useRole } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { Dialog, ErrorState, ListSkeleton, lazyPart } from '@/shared/ui';
import { contactQuery } from '../api';
import { mailQuery } from './api';
import classes from './mail.module.css';

const MailDialog = lazyPart(async () => (await import('./MailDialog')).MailDialog);

/** What the metadata of an interaction say when it is a mail to this one person. */
export interface MailFacts {
  mail_id?: string;
  status?: 'waiting' | 'sent' | 'failed';
  error?: string | null;
}

interface MailEntryProps {
  contactId: string;
  facts: MailFacts & { mail_id: string };
}

/** Below a mail on the timeline: how it stands, and the way to what it said. */
export function MailEntry({ contactId, facts }: MailEntryProps) {
  const { t } = useLingui();
  const [opened, { open, close }] = useDisclosure();
  const reason = facts.error;
  return (
    <>
      {reason && (
        <Text
          size="sm"
          className={classes.error}
          data-failed={facts.status === 'failed' || undefined}
        >
          <Trans>What went wrong: {reason}</Trans>
        </Text>
      )}
      <Group gap="xs" mt={4}>
        {facts.status === 'waiting' && (
          <Badge color="gray" variant="light">
            {facts.error ? <Trans>Is tried again</Trans> : <Trans>On its way</Trans>}
          </Badge>
        )}
        {facts.status === 'failed' && (
          <Badge color="red" variant="light">
            <Trans>Not sent</Trans>
          </Badge>
        )}
        <Button size="compact-sm" variant="subtle" px={4} onClick={open}>
          <Trans>Read the mail</Trans>
        </Button>
      </Group>
      <Dialog opened={opened} onClose={close} size="lg" title={t`Mail`}>
        <ReadMail contactId={contactId} mailId={facts.mail_id} onClose={close} />
      </Dialog>
    </>
  );
}

interface ReadMailProps {
  contactId: string;
  mailId: string;
  onClose: () => void;
}

function ReadMail({ contactId, mailId, onClose }: ReadMailProps) {
  const locale = useFormatLocale();
  const mayEdit = useRole('member');
  const { data: contact } = useQuery(contactQuery(contactId));
  const { data: mail, error, refetch } = useQuery(mailQuery(contactId, mailId));
  const [again, setAgain] = useState(false);
  if (error) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!mail) return <ListSkeleton rows={2} />;
  const { sent_from, address } = mail;
  const when = formatInstant(mail.created_at, locale);
  return (
    <>
      <Text size="sm" c="dimmed" mb="sm" className={classes.from}>
        <Trans>
          From {sent_from} to {address}, {when}
        </Trans>
      </Text>
      <div className={classes.letter}>
        <Text fw={600}>{mail.subject}</Text>
        <div className={classes.text}>{mail.body}</div>
      </div>
      {contact && mayEdit && mail.status === 'failed' && (
        <Group justify="flex-end" mt="md">
          <Button variant="default" onClick={() => setAgain(true)}>
            <Trans>Write it again</Trans>
          </Button>
          <Suspense>
            {again && (
              <MailDialog
                contact={contact}
                draft={{ subject: mail.subject, text: mail.body }}
                onClose={() => {
                  setAgain(false);
                  onClose();
                }}
              />
            )}
          </Suspense>
        </Group>
      )}
    </>
  );
}
