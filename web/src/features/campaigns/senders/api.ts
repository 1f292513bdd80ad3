import { queryOptions } from '@tanstack/react-query';
import { api, body, type Item } from '@/shared/api';

export type Sender = Item<'/api/email/senders'>;

export const sendersQuery = queryOptions({
  queryKey: ['email', 'senders'],
  queryFn: ({ signal }) => body(api.GET('/api/email/senders', { signal })),
});
