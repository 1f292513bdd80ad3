import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, body, type Item, keysetPages, type Query } from '@/shared/api';

export type Contact = Item<'/api/crm/contacts'>;
export type ContactFilter = Pick<Query<'/api/crm/contacts'>, 'sort' | 'q' | 'filter' | 'trash'>;

export const contactsQuery = (filter: ContactFilter) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/contacts', {
          params: { query: { ...filter, limit: 100, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });
