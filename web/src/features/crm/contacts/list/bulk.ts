import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Body, body, keysetPages } from '@/shared/api';
import { toast } from '@/shared/ui';
import type { Rule } from '../../rules';
import type { BulkRun } from './bulkRun';
import { useBulkWords } from './bulkWords';

export type BulkAction = Pick<Body<'/api/crm/bulk', 'post'>, 'action' | 'parameters'>;

/** Whom a bulk action is for: the chosen ones, or everybody whom the list would show. */
export type Chosen =
  | { kind: 'ids'; ids: ReadonlySet<string> }
  | { kind: 'matching'; q?: string; filter?: Rule };

const pollMs = 700;

function selectionOf(chosen: Chosen) {
  if (chosen.kind === 'ids') return { ids: [...chosen.ids] };
  const { q, filter } = chosen;
  return q || filter ? { q, filter: filter as never } : { everybody: true };
}

async function untilEnded(run: BulkRun): Promise<BulkRun> {
  let now = run;
  while (['queued', 'running', 'undoing'].includes(now.status)) {
    await new Promise((resolve) => setTimeout(resolve, pollMs));
    now = await body(api.GET('/api/crm/bulk/{id}', { params: { path: { id: run.id } } }));
  }
  if (now.error) throw new Error(now.error);
  return now;
}

/** What was done to many contacts, the newest first. */
export const bulkRunsQuery = infiniteQueryOptions({
  queryKey: ['contacts', 'bulk'],
  queryFn: ({ pageParam, signal }) =>
    body(api.GET('/api/crm/bulk', { params: { query: { limit: 20, after: pageParam } }, signal })),
  ...keysetPages,
});

/** Everything that shows contacts, and who is in a segment. */
function useRefetchContacts() {
  const queryClient = useQueryClient();
  return () =>
    Promise.all(
      [['contacts'], ['segments']].map((queryKey) => queryClient.invalidateQueries({ queryKey })),
    );
}

/** Takes a bulk action back: as a job too, and but for what somebody has changed since. */
export function useUndoBulk() {
  const { t } = useLingui();
  const refetch = useRefetchContacts();
  return useMutation({
    mutationFn: async (id: string) =>
      untilEnded(await body(api.POST('/api/crm/bulk/{id}/undo', { params: { path: { id } } }))),
    onSuccess: ({ left_alone }) =>
      left_alone > 0
        ? toast.info(
            plural(left_alone, {
              one: 'Taken back, but for # contact that was changed since',
              other: 'Taken back, but for # contacts that were changed since',
            }),
          )
        : toast.success(t`Taken back`),
    onError: toast.error,
    onSettled: refetch,
  });
}

/** Changes many contacts as a job; says when it is done and takes it back on demand. */
export function useBulk() {
  const { t } = useLingui();
  const refetch = useRefetchContacts();
  const wordsOf = useBulkWords();
  const undo = useUndoBulk();
  return useMutation({
    mutationFn: async ({ chosen, action }: { chosen: Chosen; action: BulkAction }) =>
      untilEnded(
        await body(api.POST('/api/crm/bulk', { body: { ...action, ...selectionOf(chosen) } })),
      ),
    onSuccess: (run) => {
      const { changed } = run;
      const words = wordsOf(run);
      toast.undo(t`${words} · ${changed} changed`, () => undo.mutate(run.id));
    },
    onError: toast.error,
    onSettled: refetch,
  });
}
