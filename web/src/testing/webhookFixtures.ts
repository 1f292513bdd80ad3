// Webhooks of the server that does not run: one that works, one that fails, one that is off.
import type { Answer, Item, Schemas } from '../shared/api/types.ts';
import { ago, ahead, day, hour, id, page } from './fixtureTools.ts';

function webhook(
  number: number,
  more: Partial<Schemas['WebhookEndpoint']> = {},
): Schemas['WebhookEndpoint'] {
  return {
    id: id(9500 + number),
    url: 'https://books.example.com/hooks/socialflow',
    description: 'Accounting',
    events: ['*'],
    status: 'enabled',
    disabled_reason: null,
    failing_since: null,
    delivered: 1284,
    failed: 0,
    waiting: 0,
    created_by: id(1),
    created_at: ago(40 * day),
    updated_at: ago(3 * day),
    version: 2,
    ...more,
  };
}

export const webhooks = {
  sound: webhook(0),
  failing: webhook(1, {
    url: 'https://n8n.example.com/webhook/6f1c2b9a-new-leads',
    description: 'New leads to the team chat',
    events: ['contact.created', 'task.updated'],
    failing_since: ago(3 * hour),
    delivered: 312,
    failed: 4,
    waiting: 2,
  }),
  off: webhook(2, {
    url: 'https://old.example.com/in',
    description: '',
    status: 'disabled',
    disabled_reason: 'gone',
  }),
};

function delivery(
  number: number,
  more: Partial<Schemas['WebhookDelivery']> = {},
): Schemas['WebhookDelivery'] {
  return {
    id: id(9600 + number),
    endpoint_id: webhooks.failing.id,
    event_name: 'contact.created',
    data: { id: id(1000), display_name: 'Ava Thompson', version: 1 },
    occurred_at: ago(number * 50 + 2),
    status: 'delivered',
    attempts: 1,
    next_attempt_at: null,
    last_attempt_at: ago(number * 50 + 1),
    response_status: 200,
    response_excerpt: null,
    error: null,
    duration_ms: 184,
    ...more,
  };
}

const deliveries = [
  delivery(0, {
    status: 'waiting',
    attempts: 3,
    next_attempt_at: ahead(4),
    response_status: 502,
    response_excerpt: '<html><body>502 Bad Gateway</body></html>',
  }),
  delivery(1, {
    event_name: 'task.updated',
    status: 'failed',
    attempts: 9,
    response_status: null,
    duration_ms: null,
    error: 'connection refused',
  }),
  delivery(2),
  delivery(3, { event_name: 'webhook.test', data: { message: 'This is a test from SocialFlow' } }),
];

const events: Item<'/api/webhooks/events'>[] = [
  ['contact.created', 'A contact was added'],
  ['contact.updated', 'A contact was changed'],
  ['task.created', 'A task was added'],
  ['task.updated', 'A task was changed or done'],
  ['segment.entered', 'Contacts came into a segment'],
  ['oven.hot', 'An event of a later version'],
].map(([name, description]) => ({
  name: String(name),
  description: String(description),
  example: {},
}));

export const webhookAnswers = {
  'GET /api/webhooks': { items: Object.values(webhooks) } satisfies Answer<'/api/webhooks', 'get'>,
  ...Object.fromEntries(
    Object.values(webhooks).map((one) => [`GET /api/webhooks/${one.id}`, one] as const),
  ),
  'GET /api/webhooks/events': { items: events } satisfies Answer<'/api/webhooks/events', 'get'>,
  'GET /api/webhooks/{id}/secret': {
    secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
    previous_valid_until: null,
  } satisfies Answer<'/api/webhooks/{id}/secret', 'get'>,
  'POST /api/webhooks/{id}/secret': {
    secret: 'whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD',
    previous_valid_until: ahead(day),
  } satisfies Answer<'/api/webhooks/{id}/secret', 'post'>,
  'GET /api/webhooks/{id}/deliveries': page<Item<'/api/webhooks/{id}/deliveries'>>(
    deliveries,
    null,
  ),
  'GET /api/webhooks/{id}/deliveries?status=failed': page<Item<'/api/webhooks/{id}/deliveries'>>(
    deliveries.filter(({ status }) => status === 'failed'),
    null,
  ),
};
