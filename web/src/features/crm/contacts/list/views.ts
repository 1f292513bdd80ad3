import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Body, body, type Item } from '@/shared/api';
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

/** Saves, and shows the change in the tabs at once. */
export function useSaveView() {
  const queryClient = useQueryClient();
  const { queryKey } = viewsQuery;
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: ViewChange }) =>
      body(api.PATCH('/api/crm/views/{id}', { params: { path: { id } }, body: change })),
    onMutate: async ({ id, change }) => {
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
