// Mail accounts of the server that does not run, what their domains say, and where mail comes back.
import type { Answer, Item } from '../shared/api/types.ts';
import { ago, day, id } from './fixtureTools.ts';

export const sender: Item<'/api/email/senders'> = {
  id: id(12_500),
  name: 'Bluebird Studio',
  email: 'hello@bluebird-studio.com',
  reply_to: '',
  postal_address: '1 Example Street, Example Town',
  bounce_address: '',
  provider: 'own',
  host: 'smtp.bluebird-studio.com',
  port: 587,
  security: 'starttls',
  username: 'hello',
  has_password: true,
  sign_in: 'password',
  oauth_revoked_at: null,
  per_minute: null,
  dkim_selector: '',
  dkim_record: '',
  dkim_signing: 'off',
  is_default: true,
  created_at: ago(day),
  updated_at: ago(day),
  version: 2,
};

export const bounceMailbox: Item<'/api/email/bounce-mailboxes'> = {
  sender_id: sender.id,
  protocol: 'imap',
  host: 'imap.bluebird-studio.com',
  port: 993,
  security: 'tls',
  username: 'hello@bluebird-studio.com',
  folder: 'INBOX',
  afterwards: 'keep',
  sign_in: 'password',
  reports_taken: 12,
  is_checked_now: false,
  succeeded_at: ago(4),
  failed_at: null,
  failure: '',
  failure_detail: '',
  created_at: ago(day),
  updated_at: ago(day),
  version: 1,
};

const finding = (
  part: 'spf' | 'dkim' | 'dmarc' | 'mx',
  more: Partial<Item<'/api/email/domain-checks'>['findings'][number]>,
) => ({
  part,
  state: 'ok' as const,
  code: '',
  detail: '',
  host: '',
  record: '',
  found: [],
  ...more,
});

/** One finding of each state. */
export const domainCheck: Item<'/api/email/domain-checks'> = {
  sender_id: sender.id,
  domain: 'bluebird-studio.com',
  checked_at: ago(20),
  findings: [
    finding('spf', {
      state: 'wrong',
      code: 'not_allowed',
      detail: 'smtp.bluebird-studio.com',
      host: 'bluebird-studio.com',
      record: 'v=spf1 a:smtp.bluebird-studio.com include:_spf.example.net ~all',
      found: ['v=spf1 include:_spf.example.net ~all'],
    }),
    finding('dkim', { state: 'missing', code: 'no_key' }),
    finding('dmarc', {
      state: 'missing',
      host: '_dmarc.bluebird-studio.com',
      record: 'v=DMARC1; p=none; rua=mailto:hello@bluebird-studio.com',
    }),
    finding('mx', { host: 'bluebird-studio.com', found: ['mx1.example.net'] }),
  ],
};

export const senderAnswers: Record<string, unknown> = {
  'GET /api/email/senders/{id}/terms': {
    currency: 'EUR',
    price_per_thousand: '0.40',
    daily_limit: null,
    provider_limit: 500,
    sent_in_a_day: 500,
  } satisfies Answer<'/api/email/senders/{id}/terms', 'get'>,
  'GET /api/email/senders': { items: [sender] },
  'GET /api/email/bounce-mailboxes': { items: [bounceMailbox] },
  'GET /api/email/oauth-providers': {
    items: [
      { provider: 'gmail', is_set_up: true },
      { provider: 'outlook', is_set_up: false },
    ],
  },
  'GET /api/email/domain-checks': { items: [domainCheck] },
};
