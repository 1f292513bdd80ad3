import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { lazy, Suspense } from 'react';
import { useRole } from '@/features/accounts';

const NewContactDialog = lazy(() => import('./NewContactDialog'));

/**
 * The quick way to a new contact: who it is and how to reach them; the rest on their page. `quiet` where something else
 * is the main thing to do.
 */
export function NewContact({ quiet = false }: { quiet?: boolean }) {
  const mayAdd = useRole('member');
  const [opened, { open, close }] = useDisclosure(false);
  if (!mayAdd) return null;
  return (
    <>
      <Button
        variant={quiet ? 'default' : 'filled'}
        leftSection={<IconPlus size={16} aria-hidden />}
        onClick={open}
      >
        <Trans>New contact</Trans>
      </Button>
      <Suspense>{opened && <NewContactDialog onClose={close} />}</Suspense>
    </>
  );
}
