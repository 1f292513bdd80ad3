import { queryOptions } from '@tanstack/react-query';
import { api, body, type Schemas } from '@/shared/api';

export type Site = Schemas['TrackedSite'];
export type SiteVisits = Schemas['SiteVisits'];

export const sitesKey = ['sites'] as const;

export const sitesQuery = queryOptions({
  queryKey: [...sitesKey, 'list'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/sites', { signal })),
});

/** While nothing has arrived, one is just putting the script in: the next look is soon. */
const lookEveryMs = 5000;

export const visitsQuery = (id: string) =>
  queryOptions({
    queryKey: [...sitesKey, 'visits', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/sites/{id}/visits', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.days.length === 0 ? lookEveryMs : false),
  });
