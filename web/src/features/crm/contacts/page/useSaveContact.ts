import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Body, body, ifMatch, isApiError } from '@/shared/api';
import { toast } from '@/shared/ui';
import { type ContactRecord, contactQuery } from '../api';

export type ContactChange = Partial<Body<'/api/crm/contacts/{id}', 'patch'>>;

/** The record as it will be: shown before the server has answered. */
function changed(record: ContactRecord, change: ContactChange): ContactRecord {
  const next = { ...record, ...change } as ContactRecord;
  if (change.custom_fields)
    next.custom_fields = {
      ...(record.custom_fields as object),
      ...(change.custom_fields as object),
    };
  const name = `${next.first_name} ${next.last_name}`.trim();
  if ((change.first_name !== undefined || change.last_name !== undefined) && name)
    next.display_name = name;
  return next;
}

/**
 * Changes a contact: seen at once, taken back when the server refuses. Changes of one contact are sent one after the
 * other, each with the version that the last one made, so that only other people's changes collide.
 */
export function useSaveContact(id: string) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { queryKey } = contactQuery(id);
  const save = useMutation({
    scope: { id: `contact ${id}` },
    mutationFn: (change: ContactChange) => {
      const version = queryClient.getQueryData(queryKey)?.version ?? 0;
      return body(
        api.PATCH('/api/crm/contacts/{id}', {
          params: { path: { id } },
          headers: ifMatch(version),
          body: change,
        }),
      );
    },
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      if (before) queryClient.setQueryData(queryKey, changed(before, change));
      return { before };
    },
    onSuccess: (record) => {
      queryClient.setQueryData(queryKey, record);
      for (const list of ['list', 'count', 'tags'])
        void queryClient.invalidateQueries({ queryKey: ['contacts', list] });
    },
    onError: async (error, change, context) => {
      if (context?.before) queryClient.setQueryData(queryKey, context.before);
      if (!isApiError(error, 'version_conflict')) return toast.error(error);
      await queryClient.fetchQuery({ ...contactQuery(id), staleTime: 0 });
      toast.offer(
        t`Somebody else changed this contact meanwhile. You see their state now; your change was not saved.`,
        t`Save mine`,
        () => save.mutate(change),
      );
    },
  });
  return save;
}
