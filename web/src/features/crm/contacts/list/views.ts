import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Body, body, type Item, ifMatch } from '@/shared/api';
import { toast } from '@/shared/ui';
import type { Rule } from '../../rules';

export interface SavedView extends Omit<Item<'/api/crm/views'>, 'filter'> {
  filter: Rule | null;
}
export type ViewInput = Body<'/api/crm/views', 'post'>;
export type ViewChange = Body<'/api/crm/views/{id}', 'patch'>;

export const viewsQuery = queryOptions({
  queryKey: ['contacts', 'views'],
  queryFn: async ({ signal }) =>
    (await body(api.GET('/api/crm/views', { signal }))).items as SavedView[],
});

interface Saving {
  /** As it was seen: somebody else's change since is not written over. */
  view: SavedView;
  change: ViewChange;
}

/** Saves, and shows the change in the tabs at once. */
export function useSaveView() {
  const queryClient = useQueryClient();
  const { queryKey } = viewsQuery;
  return useMutation({
    mutationFn: ({ view: { id, version }, change }: Saving) =>
      body(
        api.PATCH('/api/crm/views/{id}', {
          params: { path: { id } },
          body: change,
          headers: ifMatch(version),
        }),
      ),
    onMutate: async ({ view: { id }, change }) => {
      await queryClient.cancelQueries({ queryKey });
      const before = queryClient.getQueryData(queryKey);
      queryClient.setQueryData(queryKey, (views) =>
        views?.map((view) => (view.id === id ? ({ ...view, ...change } as SavedView) : view)),
      );
      return { before };
    },
    onError: (error, _input, context) => {
      queryClient.setQueryData(queryKey, context?.before);
      toast.error(error);
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey }),
  });
}
