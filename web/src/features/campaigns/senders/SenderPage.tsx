import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconMailForward, IconPencil, IconSend } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { NotForYou, useRole } from '@/features/accounts';
import { BlockSkeleton, Dialog, EmptyState, ErrorState, Page, PageHeader } from '@/shared/ui';
import { type Sender, sendersQuery } from './api';
import { Domain } from './Domain';
import { ReturnedMail } from './ReturnedMail';
import { SenderForm } from './SenderForm';
import { SignIn } from './SignIn';
import { Terms } from './Terms';
import { TestDialog } from './TestDialog';

const route = getRouteApi('/app/settings/senders/$senderId');

/** One sender: whether its mails get there, and what comes back. */
export default function SenderPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  const { senderId } = route.useParams();
  const { data, error, refetch } = useQuery({ ...sendersQuery, enabled: isAdmin });
  const sender = data?.items.find(({ id }) => id === senderId);
  const back = { to: '/settings/senders', label: t`Senders` } as const;
  if (!isAdmin || !sender)
    return (
      <Page width="reading">
        <PageHeader title={t`Sender`} back={back} />
        {!isAdmin && <NotForYou />}
        {isAdmin && error && <ErrorState error={error} onRetry={refetch} />}
        {isAdmin && !error && !data && <BlockSkeleton />}
        {data && (
          <EmptyState icon={IconMailForward} title={t`There is no such sender`}>
            <Trans>Somebody may have removed it.</Trans>
          </EmptyState>
        )}
      </Page>
    );
  return (
    <Page width="reading">
      <PageHeader
        title={sender.name}
        back={back}
        description={
          <>
            {sender.email} · {sender.host}
          </>
        }
        actions={<Actions sender={sender} />}
      />
      <SignIn sender={sender} />
      <Domain sender={sender} />
      <Terms sender={sender} />
      <ReturnedMail sender={sender} />
    </Page>
  );
}

function Actions({ sender }: { sender: Sender }) {
  const [dialog, setDialog] = useState<'change' | 'test'>();
  const close = () => setDialog(undefined);
  return (
    <>
      <Button
        variant="default"
        leftSection={<IconPencil size={16} aria-hidden />}
        onClick={() => setDialog('change')}
      >
        <Trans>Change</Trans>
      </Button>
      <Button leftSection={<IconSend size={16} aria-hidden />} onClick={() => setDialog('test')}>
        <Trans>Send a test mail</Trans>
      </Button>
      <Dialog
        opened={dialog !== undefined}
        onClose={close}
        title={dialog === 'change' ? <Trans>Change sender</Trans> : <Trans>Send a test mail</Trans>}
        size="lg"
      >
        {dialog === 'change' && <SenderForm sender={sender} onDone={close} />}
        {dialog === 'test' && <TestDialog sender={sender} />}
      </Dialog>
    </>
  );
}
