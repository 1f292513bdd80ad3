import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body, type Query, type Schemas } from '@/shared/api';
import { saveFile } from '@/shared/lib/saveFile';
import type { DayRange } from './range';

export type Growth = Schemas['Growth'];
export type LifecycleReport = Schemas['LifecycleReport'];
export type ScoreDistribution = Schemas['ScoreDistribution'];
export type SourceReport = Schemas['SourceReport'];
export type CohortReport = Schemas['CohortReport'];
export type GrowthQuery = Query<'/api/crm/analytics/growth'>;

// The keys do not begin with a topic of the realtime connection: an import would count everybody anew each second.

export const growthQuery = (query: GrowthQuery) =>
  queryOptions({
    queryKey: ['analytics', 'growth', query],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/analytics/growth', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const lifecycleQuery = (query: DayRange) =>
  queryOptions({
    queryKey: ['analytics', 'lifecycle', query],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/analytics/lifecycle', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const scoresQuery = queryOptions({
  queryKey: ['analytics', 'scores'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/analytics/scores', { signal })),
});

export const sourcesQuery = (query: DayRange) =>
  queryOptions({
    queryKey: ['analytics', 'sources', query],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/analytics/sources', { params: { query }, signal })),
    placeholderData: keepPreviousData,
  });

export const cohortsQuery = queryOptions({
  queryKey: ['analytics', 'cohorts'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/analytics/cohorts', { signal })),
});

type Sheet = 'growth' | 'lifecycle' | 'scores' | 'sources' | 'cohorts';

/** The numbers as a file. Fetched by the app, since a plain link cannot name the project. */
export async function downloadSheet(sheet: Sheet, query: Partial<GrowthQuery> = {}) {
  const { data } = await api.GET(`/api/crm/analytics/${sheet}.csv`, {
    params: { query: query as never },
    parseAs: 'blob',
  });
  const days = query.from ? `-${query.from}-${query.until}` : '';
  saveFile(data as unknown as Blob, `${sheet}${days}.csv`);
}
