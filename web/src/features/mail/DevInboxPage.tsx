import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Code } from '@mantine/core';
import { IconMailbox, IconMailOff, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { api, isApiError, rowsOf } from '@/shared/api';
import {
  confirm,
  EmptyState,
  ErrorState,
  ListSkeleton,
  Page,
  PageHeader,
  RelativeTime,
  ShowMore,
  useSave,
} from '@/shared/ui';
import { inboxQuery, type Mail } from './api';
import classes from './DevInboxPage.module.css';
import { MailView } from './MailView';

const route = getRouteApi('/app/dev-inbox');

/** What would have been sent, while no sender is set up. */
export default function DevInboxPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  return (
    <Page width="full">
      <PageHeader
        title={t`Dev inbox`}
        description={<Trans>Every mail that SocialFlow would have sent from here.</Trans>}
        actions={isAdmin && <EmptyInbox />}
      />
      {isAdmin ? (
        <Inbox />
      ) : (
        <EmptyState icon={IconMailbox} title={t`Only for admins`}>
          <Trans>The mails here hold links with which one can sign in as other people.</Trans>
        </EmptyState>
      )}
    </Page>
  );
}

function Inbox() {
  const { t } = useLingui();
  const { mail: chosen } = route.useSearch();
  const inbox = useInfiniteQuery(inboxQuery);
  const mails = rowsOf(inbox.data);
  if (inbox.isPending) return <ListSkeleton rows={5} />;
  if (isApiError(inbox.error, 'not_found'))
    return (
      <EmptyState icon={IconMailbox} title={t`Mail leaves this server`}>
        <Trans>A sender is set up: mails go to the people they are meant for.</Trans>
      </EmptyState>
    );
  if (inbox.isError) return <ErrorState error={inbox.error} onRetry={inbox.refetch} />;
  return (
    <div className={classes.inbox} data-reading={chosen !== undefined || undefined}>
      <WhyHere />
      {mails.length === 0 ? (
        <EmptyState icon={IconMailbox} title={t`No mail yet`}>
          <Trans>Invite somebody or ask for a new password: the mail arrives here at once.</Trans>
        </EmptyState>
      ) : (
        <div className={classes.panes}>
          <div className={classes.list}>
            <ul aria-label={t`Mails`}>
              {mails.map((mail) => (
                <MailLink key={mail.id} mail={mail} current={mail.id === chosen} />
              ))}
            </ul>
            <ShowMore query={inbox} />
          </div>
          <div className={classes.reading}>
            {chosen ? (
              <MailView key={chosen} id={chosen} />
            ) : (
              <EmptyState icon={IconMailbox} title={t`Choose a mail`}>
                <Trans>You see it as the person who gets it would.</Trans>
              </EmptyState>
            )}
          </div>
        </div>
      )}
    </div>
  );
}

function WhyHere() {
  const { t } = useLingui();
  return (
    <Alert
      role="note"
      color="gray"
      icon={<IconMailOff size={18} />}
      title={t`No mail leaves this server`}
      className={classes.why}
    >
      <Trans>
        No sender is set up, so invitations, password links and reminders stay here. Set{' '}
        <Code>smtp_url</Code> and <Code>mail_from</Code> in the server's configuration and start it
        again: from then on mail goes out and this screen is gone.
      </Trans>
    </Alert>
  );
}

function MailLink({ mail, current }: { mail: Mail; current: boolean }) {
  return (
    <li>
      <Link
        to="/dev-inbox"
        search={{ mail: mail.id }}
        className={classes.mail}
        aria-current={current || undefined}
      >
        <span className={classes.line}>
          <span className={classes.to}>{mail.recipient}</span>
          <span className={classes.when}>
            <RelativeTime instant={mail.created_at} />
          </span>
        </span>
        <span className={classes.subject}>{mail.subject}</span>
        <span className={classes.preview}>{mail.preview}</span>
      </Link>
    </li>
  );
}

function EmptyInbox() {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const inbox = useInfiniteQuery(inboxQuery);
  const empty = useSave(() => api.DELETE('/api/dev-inbox'), {
    refetch: [['dev-inbox']],
    done: t`The inbox is empty`,
  });
  if (rowsOf(inbox.data).length === 0) return null;
  const ask = async () => {
    const yes = await confirm({
      title: t`Empty the inbox?`,
      body: t`All mails in it are deleted, for every project on this server.`,
      action: t`Delete all mails`,
      danger: true,
    });
    if (!yes) return;
    await navigate({ search: {}, replace: true });
    empty.mutate();
  };
  return (
    <Button
      variant="default"
      leftSection={<IconTrash size={16} aria-hidden />}
      loading={empty.isPending}
      onClick={ask}
    >
      <Trans>Empty the inbox</Trans>
    </Button>
  );
}
