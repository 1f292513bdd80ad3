// Consents of one person and the list of whom not to write to, of the server that does not run.
import type { Answer, Item } from '../shared/api/types.ts';
import { ago, day, hour, id, page } from './fixtureTools.ts';

export function consent(
  number: number,
  more: Partial<Item<'/api/crm/contacts/{id}/consents'>> = {},
): Item<'/api/crm/contacts/{id}/consents'> {
  return {
    id: id(6300 + number),
    contact_id: id(1000),
    purpose: 'marketing',
    given: true,
    basis: 'Yes, send me the newsletter by e-mail. I can take this back at any time.',
    wording: '2026-01',
    source: 'form',
    ip_address: '203.0.113.24',
    user_agent: null,
    recorded_by: null,
    created_at: ago(20 * day),
    ...more,
  };
}

export function suppression(
  number: number,
  more: Partial<Item<'/api/crm/suppressions'>> = {},
): Item<'/api/crm/suppressions'> {
  return {
    id: id(6400 + number),
    address: `person${number}@example.com`,
    channel: 'email',
    topic: '',
    reason: 'unsubscribed',
    created_at: ago(number * day + hour),
    created_by: null,
    ...more,
  };
}

export const privacyAnswers: Record<string, unknown> = {
  'GET /api/crm/contacts/{id}/consents': {
    items: [
      consent(0),
      consent(1, {
        purpose: 'Photos on our website',
        basis: 'You may show the picture from the workshop.',
        wording: null,
        source: 'On paper',
        ip_address: null,
        recorded_by: id(3),
        created_at: ago(45 * day),
      }),
      consent(2, {
        given: false,
        basis: 'Please stop for now, I am away until spring.',
        wording: null,
        source: 'manual',
        ip_address: null,
        recorded_by: id(1),
        created_at: ago(80 * day),
      }),
    ],
  } satisfies Answer<'/api/crm/contacts/{id}/consents', 'get'>,
  'GET /api/crm/suppressions': page<Item<'/api/crm/suppressions'>>(
    [
      suppression(1, { topic: 'Newsletter' }),
      suppression(2, { reason: 'bounced' }),
      suppression(3, { address: null, reason: 'erased' }),
      suppression(4, { channel: 'sms', address: '+49309018200', reason: 'manual' }),
      suppression(5, { reason: 'complained' }),
    ],
    null,
  ),
};
