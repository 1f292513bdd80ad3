import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { toast, useSave } from '@/shared/ui';
import type { ContactRecord } from './api';

/** Into the trash, and back again by the toast. */
export function DeleteContact({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const mayEdit = useRole('member');
  const path = { id: contact.id };
  const restore = useSave(() => api.POST('/api/crm/contacts/{id}/restore', { params: { path } }), {
    refetch: [['contacts']],
  });
  const remove = useSave(
    async () => {
      await api.DELETE('/api/crm/contacts/{id}', { params: { path } });
      toast.undo(t`${contact.display_name} is in the trash`, () => restore.mutate());
      await navigate({ to: '/contacts' });
    },
    { refetch: [['contacts']] },
  );
  if (!mayEdit || contact.deleted_at) return null;
  return (
    <Button variant="default" loading={remove.isPending} onClick={() => remove.mutate()}>
      <Trans>Delete</Trans>
    </Button>
  );
}
