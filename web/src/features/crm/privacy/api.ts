import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, type Item, keysetPages, type Query } from '@/shared/api';

export type Consent = Item<'/api/crm/contacts/{id}/consents'>;
export type Suppression = Item<'/api/crm/suppressions'>;
export type SuppressionChannel = Suppression['channel'];
export type SuppressionFilter = Pick<Query<'/api/crm/suppressions'>, 'channel' | 'address'>;

export const consentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'consents', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/contacts/{id}/consents', { params: { path: { id } }, signal })),
  });

/** Everybody on the list, newest first. */
export const suppressionsQuery = (filter: SuppressionFilter) =>
  infiniteQueryOptions({
    queryKey: ['suppressions', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/suppressions', {
          params: { query: { ...filter, limit: 50, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });

/** What stands on the list for one address: at most a line for each topic and channel. */
export const suppressionsOfQuery = (address: string) =>
  queryOptions({
    queryKey: ['suppressions', 'of', address],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/suppressions', { params: { query: { address, limit: 200 } }, signal }),
      ),
  });
