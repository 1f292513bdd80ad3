import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPlus } from '@tabler/icons-react';
import { Suspense } from 'react';
import { useRole } from '@/features/accounts';
import { useAskedFor } from '@/shared/lib/useAskedFor';
import { lazyPart } from '@/shared/ui';

const NewContactDialog = lazyPart(async () => (await import('./NewContactDialog')).default);

interface NewContactProps {
  quiet?: boolean;
  /** Whether the address asks for it. */
  asked?: true;
}

/**
 * The quick way to a new contact: who it is and how to reach them; the rest on their page. `quiet` where something else
 * is the main thing to do.
 */
export function NewContact({ quiet = false, asked }: NewContactProps) {
  const mayAdd = useRole('member');
  const [opened, { open, close }] = useDisclosure(false);
  useAskedFor(asked, open);
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
