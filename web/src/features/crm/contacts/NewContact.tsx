import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useRole } from '@/features/accounts';

const NewContactDialog = lazy(() => import('./NewContactDialog'));

/** The quick way to a new contact: who it is and how to reach them; the rest on their page. */
export function NewContact() {
  const mayAdd = useRole('member');
  const [opened, { open, close }] = useDisclosure(false);
  if (!mayAdd) return null;
  return (
    <>
      <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={open}>
        <Trans>New contact</Trans>
      </Button>
      <Suspense>{opened && <NewContactDialog onClose={close} />}</Suspense>
    </>
  );
}
