import { queryOptions } from '@tanstack/react-query';
import { api, body, type Item } from '@/shared/api';

export type Tag = Item<'/api/crm/tags'>;

/** Every tag of the project: at most 2,000. */
export const tagsQuery = queryOptions({
  queryKey: ['contacts', 'tags'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/tags', { signal })),
});
