import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, type Item, keysetPages } from '@/shared/api';

export type Company = Item<'/api/crm/companies'>;

export const companiesQuery = (q: string | undefined) =>
  infiniteQueryOptions({
    queryKey: ['companies', 'list', q],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/companies', {
          params: { query: { q, limit: 100, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });

export const companyQuery = (id: string) =>
  queryOptions({
    queryKey: ['companies', 'record', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/companies/{id}', { params: { path: { id } }, signal })),
  });

export const companyContactsQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['companies', 'contacts', id],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/companies/{id}/contacts', {
          params: { path: { id }, query: { limit: 100, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });
