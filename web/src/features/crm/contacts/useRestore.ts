import { useLingui } from '@lingui/react/macro';
import { api } from '@/shared/api';
import { useSave } from '@/shared/ui';

/** Out of the trash. */
export function useRestore(contact: { id: string; display_name: string }) {
  const { t } = useLingui();
  const { id, display_name } = contact;
  return useSave(() => api.POST('/api/crm/contacts/{id}/restore', { params: { path: { id } } }), {
    refetch: [['contacts'], ['home']],
    done: t`${display_name} is back`,
  });
}
