import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, type Item, keysetPages } from '@/shared/api';

export type Job = Item<'/api/jobs'>;
export type JobStatus = 'queued' | 'running' | 'dead';

/** More at once would be a sign of something else; the screen says so. */
export const mostShown = 50;

export const jobsQuery = (status: JobStatus) =>
  queryOptions({
    queryKey: ['jobs', status],
    queryFn: ({ signal }) =>
      body(api.GET('/api/jobs', { params: { query: { status, limit: mostShown } }, signal })),
  });

/** All of the project, newest first. */
export const jobHistoryQuery = infiniteQueryOptions({
  queryKey: ['jobs', 'history'],
  queryFn: ({ pageParam, signal }) =>
    body(api.GET('/api/jobs', { params: { query: { limit: 50, after: pageParam } }, signal })),
  ...keysetPages,
});
