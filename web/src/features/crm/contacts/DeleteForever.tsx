import { Trans } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useRole } from '@/features/accounts';
import { useErasure } from '../privacy/useErasure';
import type { ContactRecord } from './api';

/** Out of the trash, with everything that belongs to the person. Cannot be taken back. */
export function DeleteForever({ contact }: { contact: ContactRecord }) {
  const { isPending, ask } = useErasure(contact);
  if (!useRole('admin')) return null;
  return (
    <Button size="compact-sm" color="red.8" loading={isPending} onClick={ask}>
      <Trans>Erase for good</Trans>
    </Button>
  );
}
