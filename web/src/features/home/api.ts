import { queryOptions } from '@tanstack/react-query';
import { type Answer, api, body } from '@/shared/api';

export type Home = Answer<'/api/home', 'get'>;
export type Setup = Answer<'/api/setup', 'get'>;

export const homeQuery = queryOptions({
  queryKey: ['home'],
  queryFn: ({ signal }) => body(api.GET('/api/home', { signal })),
});

export const setupQuery = queryOptions({
  queryKey: ['setup'],
  queryFn: ({ signal }) => body(api.GET('/api/setup', { signal })),
});
