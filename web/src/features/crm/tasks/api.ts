import { infiniteQueryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { api, type Body, body, type Item, keysetPages, type Query } from '@/shared/api';
import { toast } from '@/shared/ui';

export type Task = Item<'/api/crm/tasks'>;
export type TaskInput = Body<'/api/crm/tasks', 'post'>;
export type TaskFilter = Pick<Query<'/api/crm/tasks'>, 'status' | 'assigned_to' | 'contact_id'>;

export const tasksQuery = (filter: TaskFilter) =>
  infiniteQueryOptions({
    queryKey: ['tasks', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/tasks', {
          params: { query: { ...filter, limit: 100, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });

/** Everything that shows tasks. */
const shownIn = [['tasks'], ['home'], ['contacts', 'timeline']];

export function useRefetchTasks() {
  const queryClient = useQueryClient();
  return () => Promise.all(shownIn.map((queryKey) => queryClient.invalidateQueries({ queryKey })));
}

export function useChangeTask() {
  const refetch = useRefetchTasks();
  return useMutation({
    mutationFn: ({ id, change }: { id: string; change: Partial<TaskInput> }) =>
      body(api.PATCH('/api/crm/tasks/{id}', { params: { path: { id } }, body: change })),
    onError: toast.error,
    onSettled: refetch,
  });
}
