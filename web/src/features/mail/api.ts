import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { type Answer, api, body, type Item, keysetPages } from '@/shared/api';

export type Mail = Item<'/api/dev-inbox'>;
export type ShownMail = Answer<'/api/dev-inbox/{id}', 'get'>;

/** Mails belong to no project, so that no event of a project tells of them. */
const lookEveryMs = 5000;

export const inboxQuery = infiniteQueryOptions({
  queryKey: ['dev-inbox', 'list'],
  queryFn: ({ pageParam, signal }) =>
    body(api.GET('/api/dev-inbox', { params: { query: { limit: 50, after: pageParam } }, signal })),
  refetchInterval: lookEveryMs,
  ...keysetPages,
});

export const mailQuery = (id: string) =>
  queryOptions({
    queryKey: ['dev-inbox', 'mail', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/dev-inbox/{id}', { params: { path: { id } }, signal })),
    staleTime: Number.POSITIVE_INFINITY,
  });

/** Changes with the server's configuration only. */
export const mailStatusQuery = queryOptions({
  queryKey: ['mail-status'],
  queryFn: ({ signal }) => body(api.GET('/api/mail/status', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});
