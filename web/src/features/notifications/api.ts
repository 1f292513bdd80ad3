import { infiniteQueryOptions } from '@tanstack/react-query';
import { api, body, type Item, keysetPages } from '@/shared/api';

export type Notification = Item<'/api/notifications'>;

export const notificationsQuery = infiniteQueryOptions({
  queryKey: ['notifications', 'list'],
  queryFn: ({ pageParam, signal }) =>
    body(
      api.GET('/api/notifications', { params: { query: { limit: 20, after: pageParam } }, signal }),
    ),
  ...keysetPages,
});
