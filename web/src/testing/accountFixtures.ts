// The person who is signed in, their project and its members, of the server that does not run.
import type { Answer, Item, Schemas } from '../shared/api/types.ts';
import { ago, ahead, day, hour, id, page } from './fixtureTools.ts';

export const me: Answer<'/api/me', 'get'> = {
  user: {
    id: id(1),
    name: 'Lena Fischer',
    email: 'lena@bluebird-studio.com',
    email_verified: true,
    language: 'en',
    time_zone: 'Europe/Berlin',
    avatar_file_id: null,
    two_factor: false,
    created_at: ago(90 * day),
  },
  projects: [
    {
      id: id(10),
      name: 'Bluebird Studio',
      role: 'owner',
      time_zone: 'Europe/Berlin',
      currency: 'EUR',
      default_region: 'DE',
    },
    {
      id: id(11),
      name: 'Northwind Coaching',
      role: 'member',
      time_zone: 'America/New_York',
      currency: 'USD',
      default_region: 'US',
    },
  ],
  session_id: id(20),
  unread_notifications: 2,
};

const setup: Answer<'/api/setup', 'get'> = {
  steps: [
    { key: 'import_contacts', done: true },
    { key: 'first_segment', done: true },
    { key: 'first_campaign', done: true },
  ],
  dismissed: false,
};

const members: Answer<'/api/members', 'get'> = {
  items: [
    ['Lena Fischer', 'lena@bluebird-studio.com', 'owner', 1],
    ['Tom Okafor', 'tom@bluebird-studio.com', 'admin', 3 * hour],
    ['Marie Laurent', 'marie@bluebird-studio.com', 'member', 2 * day],
    ['Ben Hartley', 'ben@hartley-books.co.uk', 'viewer', 40 * day],
  ].map(([name, email, role, minutes], index) => ({
    user_id: id(1 + index),
    name: String(name),
    email: String(email),
    role: role as Item<'/api/members'>['role'],
    joined_at: ago(90 * day - index * 9 * day),
    last_seen_at: ago(Number(minutes)),
  })),
};

const audit: Item<'/api/audit'>[] = [
  [
    'contact.updated',
    'contact',
    'Ava Thompson',
    'user',
    'Lena Fischer',
    { fields: ['lifecycle_stage'] },
  ],
  ['import.started', 'import', 'customers-2026.csv', 'user', 'Tom Okafor', { rows: 12846 }],
  ['key.created', 'key', 'Website forms', 'user', 'Lena Fischer', { scopes: ['contacts:write'] }],
  ['contact.created', 'contact', 'Mateo Rossi', 'key', 'Website forms', {}],
  ['member.role_changed', 'member', 'Marie Laurent', 'user', 'Tom Okafor', { role: 'member' }],
  ['session.created', 'session', null, 'user', 'Lena Fischer', {}],
  ['job.failed', 'job', 'Daily digest', 'system', 'SocialFlow', { attempts: 5 }],
].map(([action, target_kind, target_name, kind, name, details], index) => ({
  id: id(4000 + index),
  occurred_at: ago(index * 73 + 4),
  actor: { kind: kind as 'user', id: kind === 'system' ? null : id(1), name: String(name) },
  action: String(action),
  target_kind: target_kind as string,
  target_id: id(5000 + index),
  target_name: target_name as string | null,
  details: details as Record<string, unknown>,
  address: '203.0.113.24',
}));

export const accountAnswers: Record<string, unknown> = {
  'GET /api/me': me,
  'GET /api/setup': setup,
  'GET /api/members': members,
  'GET /api/invitations': {
    items: [
      {
        id: id(30),
        email: 'nora@bluebird-studio.com',
        role: 'manager',
        inviter_name: 'Lena Fischer',
        created_at: ago(2 * day),
        expires_at: ahead(5 * day),
      },
    ],
  } satisfies Answer<'/api/invitations', 'get'>,
  'GET /api/invitations/by-token/{id}': {
    project_name: 'Bluebird Studio',
    email: 'nora@bluebird-studio.com',
    role: 'manager',
    inviter_name: 'Lena Fischer',
    account_exists: false,
  } satisfies Answer<'/api/invitations/by-token/{token}', 'get'>,
  'GET /api/project': {
    id: id(10),
    name: 'Bluebird Studio',
    time_zone: 'Europe/Berlin',
    currency: 'EUR',
    default_region: 'DE',
    language: 'en',
    opt_in: true,
    role: 'owner',
    version: 4,
    created_at: ago(90 * day),
  } satisfies Schemas['Project'],
  'GET /api/keys': {
    items: [
      {
        id: id(40),
        name: 'Website forms',
        prefix: 'sf_8Kd2',
        scopes: ['contacts:read', 'contacts:write'],
        created_by: id(1),
        created_at: ago(30 * day),
        last_used_at: ago(12),
        expires_at: null,
        revoked_at: null,
      },
      {
        id: id(41),
        name: 'n8n',
        prefix: 'sf_p0Qx',
        scopes: ['admin'],
        created_by: id(2),
        created_at: ago(60 * day),
        last_used_at: null,
        expires_at: ahead(12 * day),
        revoked_at: null,
      },
    ],
  } satisfies Answer<'/api/keys', 'get'>,
  'POST /api/keys': {
    id: id(42),
    name: 'New',
    prefix: 'sf_aB3d',
    scopes: ['contacts:read'],
    created_by: id(1),
    created_at: ago(0),
    last_used_at: null,
    expires_at: null,
    revoked_at: null,
    key: 'sf_aB3dE5fG7hJ9kL1mN3pQ5rS7tU9vW1xY3zA5bC7dE9f',
  } satisfies Answer<'/api/keys', 'post'>,
  'GET /api/audit': page(audit, null) satisfies Answer<'/api/audit', 'get'>,
  'GET /api/me/sessions': {
    items: [
      ['Firefox on Linux', '203.0.113.24', 1, true],
      ['Safari on iPhone', '198.51.100.7', 5 * hour, false],
      ['Chrome on Windows', '192.0.2.61', 9 * day, false],
    ].map(([description, address, minutes, current], index) => ({
      id: id(20 + index),
      current: Boolean(current),
      created_at: ago(20 * day),
      last_seen_at: ago(Number(minutes)),
      address: String(address),
      user_agent: '',
      description: String(description),
    })),
  } satisfies Answer<'/api/me/sessions', 'get'>,
  'GET /api/me/passkeys': {
    items: [
      { id: id(50), name: 'Lena’s laptop', created_at: ago(40 * day), last_used_at: ago(2 * day) },
    ],
  } satisfies Answer<'/api/me/passkeys', 'get'>,
  'POST /api/me/totp': {
    secret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
    otpauth_uri: 'otpauth://totp/SocialFlow:lena%40bluebird-studio.com?secret=JBSWY3DPEHPK3PXP',
    qr_svg:
      '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 29 29"><path d="M0 0h29v29H0z" fill="#fff"/><path d="M4 4h7v7H4zm14 0h7v7h-7zM4 18h7v7H4zm9-12h2v3h-2zm1 6h4v2h-4zm5 2h2v5h-2zm-6 5h3v2h-3z"/></svg>',
  } satisfies Answer<'/api/me/totp', 'post'>,
  'POST /api/me/totp/confirm': {
    recovery_codes: Array.from({ length: 10 }, (_, index) => `k4m${index}-9tq${index}-x7w${index}`),
  } satisfies Answer<'/api/me/totp/confirm', 'post'>,
  'GET /api/notifications': page<Item<'/api/notifications'>>([
    {
      id: id(60),
      kind: 'import_finished',
      title: 'Import finished',
      body: 'customers-2026.csv: 12,846 contacts created, 12 rows refused.',
      details: {
        about: 'import_finished',
        file: 'customers-2026.csv',
        added: 12846,
        updated: 0,
        refused: 12,
      },
      link: '/imports',
      created_at: ago(14),
      read_at: null,
    },
    {
      id: id(61),
      kind: 'task_reminder',
      title: 'Call back about the annual plan',
      body: 'Due now · Ava Thompson',
      details: {},
      link: '/tasks',
      created_at: ago(90),
      read_at: null,
    },
    {
      id: id(62),
      kind: 'mention',
      title: 'Tom mentioned you',
      body: '“@Lena can you take this one?”',
      details: {},
      link: '/contacts',
      created_at: ago(2 * day),
      read_at: ago(day),
    },
  ]),
  'GET /api/notifications/preferences': {
    email: {
      task_reminder: true,
      import_finished: false,
      mention: true,
      webhook_disabled: true,
      campaign_waits: true,
      domain_broken: true,
    },
  } satisfies Answer<'/api/notifications/preferences', 'get'>,
};
