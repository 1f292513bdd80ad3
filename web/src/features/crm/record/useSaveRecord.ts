import { useLingui } from '@lingui/react/macro';
import {
  type FetchQueryOptions,
  type QueryKey,
  useMutation,
  useQueryClient,
} from '@tanstack/react-query';
import { isApiError } from '@/shared/api';
import { toast } from '@/shared/ui';

interface SaveRecord<Stored, Change> {
  query: FetchQueryOptions<Stored, Error, Stored, string[]>;
  send: (change: Change, version: number) => Promise<Stored>;
  /** The record as it will be: shown before the server has answered. */
  changed: (record: Stored, change: Change) => Stored;
  /** The lists that show the record. */
  lists: QueryKey[];
  /** Said when somebody else was quicker. */
  conflict: string;
}

/**
 * Changes a record: seen at once, taken back when the server refuses. Changes of one record are sent one after the
 * other, each with the version that the last one made, so that only other people's changes collide.
 */
export function useSaveRecord<Stored extends { version: number }, Change>(
  record: SaveRecord<Stored, Change>,
) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { query, lists } = record;
  const { queryKey } = query;
  const save = useMutation({
    scope: { id: queryKey.join(' ') },
    mutationFn: (change: Change) =>
      record.send(change, queryClient.getQueryData<Stored>(queryKey)?.version ?? 0),
    onMutate: async (change) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData<Stored>(queryKey);
      if (before) queryClient.setQueryData<Stored>(queryKey, record.changed(before, change));
      return { before };
    },
    onSuccess: (stored) => {
      queryClient.setQueryData<Stored>(queryKey, stored);
      for (const list of lists) void queryClient.invalidateQueries({ queryKey: list });
    },
    onError: async (error, change, context) => {
      if (context?.before) queryClient.setQueryData<Stored>(queryKey, context.before);
      if (!isApiError(error, 'version_conflict')) return toast.error(error);
      await queryClient.fetchQuery({ ...query, staleTime: 0 });
      toast.offer(record.conflict, t`Save mine`, () => save.mutate(change));
    },
  });
  return save;
}
