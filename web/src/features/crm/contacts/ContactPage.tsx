import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Alert, Button, Group } from '@mantine/core';
import { useDisclosure, useMediaQuery } from '@mantine/hooks';
import { IconMail, IconPhone, IconTrash } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useRole } from '@/features/accounts';
import { lazyPart, Page, PageHeader, PersonAvatar, RecordOnItsWay } from '@/shared/ui';
import { MergeContact } from '../duplicates/MergeContact';
import classes from '../record/record.module.css';
import { type ContactRecord, contactQuery } from './api';
import { DeleteContact } from './DeleteContact';
import { DeleteForever } from './DeleteForever';
import { lastList } from './list/lastList';
import { emailsOf, phonesOf } from './page/addressRows';
import { Life } from './page/Life';
import { Neighbours } from './page/Neighbours';
import { Profile } from './page/Profile';
import { StageBadge } from './StageBadge';
import { useRestore } from './useRestore';

const MailDialog = lazyPart(async () => (await import('./mail/MailDialog')).MailDialog);

const route = getRouteApi('/app/contacts/$contactId');

/** Everything about one person. */
export default function ContactPage() {
  const { t } = useLingui();
  const { contactId } = route.useParams();
  const { data, isPending, error, refetch } = useQuery(contactQuery(contactId));
  const back = { to: '/contacts', label: t`Contacts`, search: lastList()?.search } as const;
  if (isPending || (error && !data))
    return <RecordOnItsWay title={t`Contact`} back={back} error={error} onRetry={refetch} />;
  return (
    <Page>
      <PageHeader
        title={data.display_name}
        back={back}
        picture={<PersonAvatar name={data.display_name} src={data.avatar_url} size={48} />}
        description={<Subtitle contact={data} />}
        actions={
          <>
            <Neighbours contactId={data.id} />
            <Reach contact={data} />
            <MergeContact contact={data} />
            <DeleteContact contact={data} />
          </>
        }
      />
      {data.deleted_at && <InTrash contact={data} />}
      <Record key={data.id} contact={data} />
    </Page>
  );
}

function Record({ contact }: { contact: ContactRecord }) {
  const narrow = useMediaQuery('(max-width: 61.99em)', false);
  if (narrow) return <Life contact={contact} withProfile />;
  return (
    <div className={classes.columns}>
      <Profile contact={contact} />
      <Life contact={contact} />
    </div>
  );
}

function Subtitle({ contact }: { contact: ContactRecord }) {
  const words = [contact.job_title, contact.company].filter(Boolean).join(' · ');
  return (
    <Group gap={8} component="span">
      <StageBadge stage={contact.lifecycle_stage} />
      {words && <span>{words}</span>}
    </Group>
  );
}

/** The two ways people reach for first. */
function Reach({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const mayWrite = useRole('member') && contact.deleted_at === null;
  const [mailOpened, mailIs] = useDisclosure();
  if (contact.do_not_contact) return null;
  const [email] = emailsOf(contact);
  const [phone] = phonesOf(contact);
  return (
    <>
      {phone && (
        <ActionIcon
          component="a"
          size={36}
          variant="default"
          href={phone.href}
          aria-label={t`Call`}
        >
          <IconPhone size={18} aria-hidden />
        </ActionIcon>
      )}
      {email && mayWrite && (
        <>
          <Button
            variant="default"
            className={classes.iconOnPhone}
            leftSection={<IconMail size={18} aria-hidden />}
            onClick={mailIs.open}
          >
            <Trans>Write an e-mail</Trans>
          </Button>
          <Suspense>
            {mailOpened && <MailDialog contact={contact} onClose={mailIs.close} />}
          </Suspense>
        </>
      )}
    </>
  );
}

function InTrash({ contact }: { contact: ContactRecord }) {
  const mayEdit = useRole('member');
  const restore = useRestore(contact);
  return (
    <Alert
      color="orange"
      mb="lg"
      icon={<IconTrash size={18} aria-hidden />}
      title={<Trans>This contact is in the trash</Trans>}
    >
      <Group justify="space-between" gap="sm">
        <Trans>It is deleted for good 30 days after it was put there.</Trans>
        {mayEdit && (
          <Group gap="xs">
            <Button
              size="compact-sm"
              variant="default"
              loading={restore.isPending}
              onClick={() => restore.mutate()}
            >
              <Trans>Restore</Trans>
            </Button>
            <DeleteForever contact={contact} />
          </Group>
        )}
      </Group>
    </Alert>
  );
}
