import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { api, body, type Item, keysetPages, type Schemas } from '@/shared/api';

export type Webhook = Schemas['WebhookEndpoint'];
export type WebhookInput = Schemas['WebhookEndpointInput'];
export type Delivery = Schemas['WebhookDelivery'];
export type WebhookEvent = Item<'/api/webhooks/events'>;

/** Names all events, also those that come with later versions. */
export const everyEvent = '*';

export const webhooksKey = ['webhooks'] as const;

/** While a message waits it is looked at again: it may be delivered in a moment. */
const lookEveryMs = 2000;

export const webhooksQuery = queryOptions({
  queryKey: [...webhooksKey, 'list'],
  queryFn: ({ signal }) => body(api.GET('/api/webhooks', { signal })),
});

export const webhookQuery = (id: string) =>
  queryOptions({
    queryKey: [...webhooksKey, 'one', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/webhooks/{id}', { params: { path: { id } }, signal })),
  });

export const eventsQuery = queryOptions({
  queryKey: [...webhooksKey, 'events'],
  queryFn: ({ signal }) => body(api.GET('/api/webhooks/events', { signal })),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Asked for only when somebody wants to see it. */
export const secretQuery = (id: string) =>
  queryOptions({
    queryKey: [...webhooksKey, 'secret', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/webhooks/{id}/secret', { params: { path: { id } }, signal })),
    gcTime: 0,
  });

export const deliveriesQuery = (id: string, status: Delivery['status'] | undefined) =>
  infiniteQueryOptions({
    queryKey: [...webhooksKey, 'deliveries', id, status],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/webhooks/{id}/deliveries', {
          params: { path: { id }, query: { status, limit: 25, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some(isOnItsWay)) ? lookEveryMs : false,
  });

/** Not one that waits for hours after it failed. */
function isOnItsWay({ status, next_attempt_at }: Delivery): boolean {
  const soonMs = 60_000;
  return (
    status === 'waiting' &&
    (next_attempt_at === null || Date.parse(next_attempt_at) < Date.now() + soonMs)
  );
}
