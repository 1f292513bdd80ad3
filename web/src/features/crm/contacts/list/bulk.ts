import { useLingui } from '@lingui/react/macro';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type Answer, api, type Body, body } from '@/shared/api';
import { saveFile } from '@/shared/lib/saveFile';
import { toast } from '@/shared/ui';
import type { Rule } from '../../rules';

type BulkRun = Answer<'/api/crm/bulk/{id}', 'get'>;
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

/** Changes many contacts as a job; says when it is done and takes it back on demand. */
export function useBulk() {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const refetch = () => queryClient.invalidateQueries({ queryKey: ['contacts'] });
  const undo = useMutation({
    mutationFn: async (id: string) =>
      untilEnded(await body(api.POST('/api/crm/bulk/{id}/undo', { params: { path: { id } } }))),
    onSuccess: () => toast.success(t`Taken back`),
    onError: toast.error,
    onSettled: refetch,
  });
  return useMutation({
    mutationFn: async ({ chosen, action }: { chosen: Chosen; action: BulkAction }) =>
      untilEnded(
        await body(api.POST('/api/crm/bulk', { body: { ...action, ...selectionOf(chosen) } })),
      ),
    onSuccess: (run) => {
      const { title, changed } = run;
      toast.undo(t`${title}: ${changed} changed`, () => undo.mutate(run.id));
    },
    onError: toast.error,
    onSettled: refetch,
  });
}

/** The chosen contacts as a CSV file. */
export function useExport(sort: string) {
  return useMutation({
    mutationFn: async (chosen: Chosen) => {
      const { data } = await api.POST('/api/crm/exports', {
        body: {
          format: 'csv',
          sort,
          ...(chosen.kind === 'ids'
            ? { ids: [...chosen.ids] }
            : { q: chosen.q, filter: chosen.filter as never }),
        },
        parseAs: 'blob',
      });
      saveFile(data as unknown as Blob, 'contacts.csv');
    },
    onError: toast.error,
  });
}
