import { api } from '@/shared/api';
import { useSave } from '@/shared/ui';

/** What was decided by hand about one person wins over the rule. */
export function useChangeByHand(id: string) {
  const options = { refetch: [['segments']] };
  const at = (contact_id: string) => ({ params: { path: { id, contact_id } } });
  const all = (contact: string) => ({
    params: { path: { id } },
    body: { contact_ids: [contact] },
  });
  return {
    add: useSave(
      (contact: string) => api.POST('/api/crm/segments/{id}/members', all(contact)),
      options,
    ),
    exclude: useSave(
      (contact: string) => api.POST('/api/crm/segments/{id}/exclusions', all(contact)),
      options,
    ),
    remove: useSave(
      (contact: string) => api.DELETE('/api/crm/segments/{id}/members/{contact_id}', at(contact)),
      options,
    ),
    endExclusion: useSave(
      (contact: string) =>
        api.DELETE('/api/crm/segments/{id}/exclusions/{contact_id}', at(contact)),
      options,
    ),
  };
}
