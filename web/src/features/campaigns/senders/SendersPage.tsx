import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconMailForward, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { NotForYou, useRole } from '@/features/accounts';
import { Dialog, EmptyState, ListSection, Page, PageHeader } from '@/shared/ui';
import { type Sender, sendersQuery } from './api';
import { SenderForm } from './SenderForm';
import { SenderRow } from './SenderRow';
import { TestDialog } from './TestDialog';

type Opened = { kind: 'new' } | { kind: 'edit' | 'test'; sender: Sender };

/** Mail accounts that campaigns leave by. Without one they go to the dev inbox. */
export default function SendersPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  const senders = useQuery({ ...sendersQuery, enabled: isAdmin });
  const [dialog, setDialog] = useState<Opened>();
  const close = () => setDialog(undefined);
  const add = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() => setDialog({ kind: 'new' })}
    >
      <Trans>New sender</Trans>
    </Button>
  );
  return (
    <Page width="reading">
      <PageHeader
        title={t`Senders`}
        description={
          <Trans>The mail accounts by which campaigns reach people, and whom they come from.</Trans>
        }
        actions={isAdmin && senders.data?.items.length !== 0 && add}
      />
      {!isAdmin && <NotForYou />}
      {isAdmin && (
        <ListSection
          title={t`Senders`}
          query={senders}
          items={senders.data?.items}
          skeletonRows={2}
          empty={
            <EmptyState icon={IconMailForward} title={t`No sender yet`} action={add}>
              <Trans>
                Until there is one, campaigns land in the dev inbox, so that you can try everything
                out. Add your mailbox to reach people.
              </Trans>
            </EmptyState>
          }
          row={(sender) => (
            <SenderRow
              key={sender.id}
              sender={sender}
              onEdit={() => setDialog({ kind: 'edit', sender })}
              onTest={() => setDialog({ kind: 'test', sender })}
            />
          )}
        />
      )}
      <Dialog
        opened={dialog !== undefined}
        onClose={close}
        title={dialog && <DialogTitle kind={dialog.kind} />}
        size="lg"
      >
        {dialog?.kind === 'new' && (
          <SenderForm first={senders.data?.items.length === 0} onDone={close} />
        )}
        {dialog?.kind === 'edit' && <SenderForm sender={dialog.sender} onDone={close} />}
        {dialog?.kind === 'test' && <TestDialog sender={dialog.sender} />}
      </Dialog>
    </Page>
  );
}

function DialogTitle({ kind }: { kind: Opened['kind'] }) {
  switch (kind) {
    case 'new':
      return <Trans>New sender</Trans>;
    case 'edit':
      return <Trans>Change sender</Trans>;
    case 'test':
      return <Trans>Send a test mail</Trans>;
  }
}
