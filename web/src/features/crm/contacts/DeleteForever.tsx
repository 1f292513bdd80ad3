import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { confirm, useSave } from '@/shared/ui';
import type { ContactRecord } from './api';

/** Out of the trash, with everything that belongs to the person. Cannot be taken back. */
export function DeleteForever({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const isAdmin = useRole('admin');
  const { id, display_name } = contact;
  const remove = useSave(
    async () => {
      await api.DELETE('/api/crm/contacts/{id}/permanently', { params: { path: { id } } });
      await navigate({ to: '/contacts', search: { trash: true } });
    },
    {
      refetch: [
        ['contacts', 'list'],
        ['contacts', 'count'],
      ],
      done: t`${display_name} is gone`,
    },
  );
  if (!isAdmin) return null;
  const ask = async () => {
    const sure = await confirm({
      title: t`Delete ${display_name} for good?`,
      body: t`Notes, tasks, files and the whole history go as well. This cannot be taken back.`,
      action: t`Delete for good`,
      danger: true,
      typed: display_name,
    });
    if (sure) remove.mutate();
  };
  return (
    <Button size="compact-sm" color="red.8" loading={remove.isPending} onClick={ask}>
      <Trans>Delete for good</Trans>
    </Button>
  );
}
