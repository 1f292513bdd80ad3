import { queryOptions } from '@tanstack/react-query';
import { api, body, type Item } from '@/shared/api';

export type Sender = Item<'/api/email/senders'>;
export type DomainCheck = Item<'/api/email/domain-checks'>;
export type DomainFinding = DomainCheck['findings'][number];
export type BounceMailbox = Item<'/api/email/bounce-mailboxes'>;

export const sendersQuery = queryOptions({
  queryKey: ['email', 'senders'],
  queryFn: ({ signal }) => body(api.GET('/api/email/senders', { signal })),
});

/** What mails of a sender cost, and how many it may send a day. */
export const senderTermsQuery = (id: string) =>
  queryOptions({
    queryKey: ['email', 'sender-terms', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/email/senders/{id}/terms', { params: { path: { id } }, signal })),
  });

/** Asked again every two seconds while one of them is being looked into. */
export const bounceMailboxesQuery = queryOptions({
  queryKey: ['email', 'bounce-mailboxes'],
  queryFn: ({ signal }) => body(api.GET('/api/email/bounce-mailboxes', { signal })),
  refetchInterval: ({ state }) =>
    state.data?.items.some(({ is_checked_now }) => is_checked_now) ? 2000 : false,
});

/** Where people may sign in in the browser: what the operator has set up. */
export const oauthProvidersQuery = queryOptions({
  queryKey: ['email', 'oauth-providers'],
  queryFn: ({ signal }) => body(api.GET('/api/email/oauth-providers', { signal })),
});

/** The last check of each sender's domain. */
export const domainChecksQuery = queryOptions({
  queryKey: ['email', 'domain-checks'],
  queryFn: ({ signal }) => body(api.GET('/api/email/domain-checks', { signal })),
});
