// Answers of a server that does not run: for component tests and for looking at the screens. Typed by the contract.
import type { Answer, Item, Schemas } from '../shared/api/types.ts';
import { analyticsAnswers } from './analyticsFixtures.ts';
import { background } from './backgroundFixtures.ts';
import { campaignAnswers } from './campaignFixtures.ts';
import { engagement } from './engagementFixtures.ts';
import { ago, ahead, day, hour, id, page } from './fixtureTools.ts';
import { imports } from './importFixtures.ts';
import { journeyAnswers } from './journeyFixtures.ts';
import { privacyAnswers } from './privacyFixtures.ts';
import { segmentAnswers } from './segmentFixtures.ts';

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

const names = [
  ['Ava', 'Thompson', 'Northwind Traders', 'customer'],
  ['Mateo', 'Rossi', 'Casa Verde', 'prospect'],
  ['Priya', 'Nair', 'Lumen Labs', 'lead'],
  ['Jonas', 'Keller', 'Keller & Söhne', 'customer'],
  ['Chloé', 'Dubois', 'Atelier Dubois', 'evangelist'],
  ['Kwame', 'Mensah', 'Harbor Legal', 'lead'],
  ['Sofia', 'Lindqvist', 'Orbit Media', 'prospect'],
  ['Yuki', 'Tanaka', 'Peak Fitness', 'lead'],
] as const;

export function contact(number: number): Schemas['Contact'] {
  const [first_name, last_name, company, lifecycle_stage] =
    names[number % names.length] ?? names[0];
  const email = `${first_name}.${last_name}${number}@${company.split(' ')[0]}.com`
    .toLowerCase()
    .normalize('NFD')
    .replace(/[^a-z0-9@.]/g, '');
  return {
    id: id(1000 + number),
    first_name,
    last_name,
    display_name: `${first_name} ${last_name}`,
    email,
    emails: [{ address: email, label: 'work', primary: true }],
    phone: `+49 30 901820${String(number % 100).padStart(2, '0')}`,
    phones: [],
    company_id: null,
    company,
    avatar_url: null,
    avatar_file_id: null,
    time_zone: null,
    job_title: number % 3 === 0 ? 'Managing director' : null,
    language: 'en',
    source: number % 2 === 0 ? 'website' : 'import',
    source_details: {},
    utm_data: {},
    first_contact_date: ago(number * day),
    total_interactions: number * 3,
    last_interaction_date: ago(number * 5 * hour),
    engagement_score: (number * 37) % 101,
    lifecycle_stage,
    email_subscribed: true,
    sms_subscribed: false,
    marketing_consent: number % 3 !== 0,
    do_not_contact: false,
    custom_fields: {},
    tags: number % 2 === 0 ? ['vip', 'newsletter'] : [],
    assigned_to: null,
    created_by: null,
    deleted_at: null,
    created_at: ago(number * 7 * hour + 20),
    updated_at: ago(number * hour),
    version: 1,
  };
}

export function task(number: number, title: string, dueInMinutes: number): Schemas['Task'] {
  const kinds = ['call', 'email', 'meeting', 'todo'] as const;
  const person = contact(number);
  return {
    id: id(2000 + number),
    title,
    kind: kinds[number % kinds.length] ?? 'todo',
    contact_id: person.id,
    contact_name: person.display_name,
    due_at: ahead(dueInMinutes),
    assigned_to: me.user.id,
    description: null,
    company_id: null,
    company_name: null,
    remind_at: null,
    done_at: null,
    created_at: ago(3 * day),
    version: 1,
  };
}

function timelineItem(
  number: number,
  type: string,
  title: string | null,
  description: string | null,
  minutesAgo: number,
  points: number | null = null,
): Item<'/api/crm/contacts/{id}/timeline'> {
  return {
    id: id(3500 + number),
    kind: type === 'note' ? 'note' : 'interaction',
    type,
    title,
    description,
    platform: null,
    metadata: {},
    actor_id: type.startsWith('email') || type.startsWith('form') ? null : id(1),
    occurred_at: ago(minutesAgo),
    engagement_points: points,
  };
}

function company(number: number, name: string): Item<'/api/crm/companies'> {
  return {
    id: id(900 + number),
    name,
    domain: `${name.split(' ')[0]?.toLowerCase()}.example`,
    website: null,
    phone: number % 2 === 0 ? '+49 30 9018200' : null,
    industry: number % 3 === 0 ? 'Retail' : 'Services',
    size: '11-50',
    address: null,
    description: null,
    custom_fields: {},
    contacts_count: 3 + number,
    assigned_to: null,
    created_at: ago(number * day),
    updated_at: ago(number * day),
    version: 1,
  };
}

function activity(
  number: number,
  type: string,
  title: string,
  minutesAgo: number,
): Answer<'/api/home', 'get'>['activity'][number] {
  const person = contact(number);
  return {
    id: id(3000 + number),
    type,
    title,
    occurred_at: ago(minutesAgo),
    contact_id: person.id,
    contact_name: person.display_name,
  };
}

const home: Answer<'/api/home', 'get'> = {
  new_leads: [2, 5, 7, 10, 13].map(contact),
  new_leads_count_week: 34,
  contacts_total: 12_846,
  tasks_due: [
    task(0, 'Call back about the annual plan', -25 * hour),
    task(1, 'Send the offer for the spring workshop', 40),
    task(3, 'Prepare the kick-off', 4 * hour),
  ],
  activity: [
    activity(2, 'form_submission', 'Filled in “Ask for an offer”', 6),
    activity(0, 'note', 'Wants to start in April, asked for a discount', 48),
    activity(3, 'call', 'Call, 12 minutes', 2 * hour),
    activity(4, 'lifecycle_stage', 'Became an evangelist', 5 * hour),
    activity(6, 'task', 'Done: send the contract', 26 * hour),
  ],
};

const setup: Answer<'/api/setup', 'get'> = {
  steps: [{ key: 'import_contacts', done: true }],
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

function ruleField(
  key: string,
  label: string,
  type: Item<'/api/crm/fields'>['type'],
  options: string[] = [],
): Item<'/api/crm/fields'> {
  const presence = ['is_empty', 'is_not_empty'];
  const operators = {
    text: ['is', 'is_not', 'contains', 'not_contains', 'starts_with', 'is_any_of', ...presence],
    number: ['is', 'is_not', 'at_least', 'at_most', 'between', ...presence],
    date: ['before', 'after', 'between', 'within_last_days', 'more_than_days_ago', ...presence],
    boolean: ['is'],
    choice: ['is', 'is_not', 'is_any_of', 'is_none_of', ...presence],
    user: ['is', 'is_not', 'is_any_of', 'is_none_of', ...presence],
    tags: ['has_any_of', 'has_all_of', 'has_none_of', ...presence],
    segments: ['is_any_of', 'is_all_of', 'is_none_of'],
    count: ['at_least', 'at_most', 'is', 'between'],
  }[type];
  const custom = key.startsWith('custom.');
  return {
    key,
    label,
    type,
    group: custom ? 'custom' : 'person',
    operators,
    options,
    suggestions: [],
    parts: [],
    counts_events: false,
    custom,
    sortable: false,
  };
}

export const ruleFields: Item<'/api/crm/fields'>[] = [
  ruleField('display_name', 'Name', 'text'),
  ruleField('email', 'E-mail', 'text'),
  ruleField('company', 'Company', 'text'),
  ruleField('lifecycle_stage', 'Lifecycle stage', 'choice', [
    'lead',
    'prospect',
    'customer',
    'evangelist',
  ]),
  ruleField('journey_stage', 'Journey stage', 'choice', [
    'awareness',
    'consideration',
    'decision',
    'retention',
    'advocacy',
  ]),
  ruleField('tags', 'Tags', 'tags'),
  ruleField('assigned_to', 'Owner', 'user'),
  ruleField('engagement_score', 'Engagement score', 'number'),
  ruleField('last_interaction_date', 'Last interaction', 'date'),
  {
    ...ruleField('interactions', 'Number of interactions', 'count'),
    counts_events: true,
    parts: [
      { key: 'types', is_id: false, suggestions: ['email_open', 'email_click', 'call', 'booking'] },
      { key: 'platforms', is_id: false, suggestions: ['email', 'website'] },
      { key: 'campaign_ids', is_id: true, suggestions: [] },
    ],
  },
  ruleField('qualification_score', 'Chance of becoming a customer', 'number'),
  ruleField('created_at', 'Created', 'date'),
  ruleField('marketing_consent', 'Marketing consent', 'boolean'),
  ruleField('custom.contract_until', 'Contract until', 'date'),
  ruleField('custom.plan', 'Plan', 'choice', ['Basic', 'Team', 'Enterprise']),
  ruleField('custom.seats', 'Seats', 'number'),
];

export const savedView: Item<'/api/crm/views'> = {
  id: id(80),
  name: 'VIP customers',
  filter: {
    match: 'all',
    conditions: [
      { field: 'tags', operator: 'has_any_of', value: ['vip'] },
      { field: 'lifecycle_stage', operator: 'is_any_of', value: ['customer'] },
    ],
  },
  sort: '-engagement_score',
  columns: ['name', 'company', 'engagement_score', 'custom.plan'],
  shared: true,
  created_by: id(1),
  created_at: ago(3 * day),
  version: 1,
};

/** Answers by "METHOD /path"; a path's ids are written as {id}. */
export const answers: Record<string, unknown> = {
  ...background,
  ...engagement,
  ...imports,
  ...analyticsAnswers,
  ...campaignAnswers,
  ...segmentAnswers([0, 3, 8, 11].map(contact)),
  ...privacyAnswers,
  ...journeyAnswers,
  'GET /api/me': me,
  'GET /api/home': home,
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
      link: '/imports',
      created_at: ago(14),
      read_at: null,
    },
    {
      id: id(61),
      kind: 'task_reminder',
      title: 'Call back about the annual plan',
      body: 'Due now · Ava Thompson',
      link: '/tasks',
      created_at: ago(90),
      read_at: null,
    },
    {
      id: id(62),
      kind: 'mention',
      title: 'Tom mentioned you',
      body: '“@Lena can you take this one?”',
      link: '/contacts',
      created_at: ago(2 * day),
      read_at: ago(day),
    },
  ]),
  'GET /api/notifications/preferences': {
    email: { task_reminder: true, import_finished: false, mention: true, webhook_disabled: true },
  } satisfies Answer<'/api/notifications/preferences', 'get'>,
  'GET /api/crm/contacts': {
    ...page(
      Array.from({ length: 100 }, (_, index) => contact(index)),
      12_846,
    ),
    next: null,
  } satisfies Answer<'/api/crm/contacts', 'get'>,
  'GET /api/crm/contacts/count': {
    total: 12_846,
    total_is_estimate: false,
  } satisfies Answer<'/api/crm/contacts/count', 'get'>,
  'GET /api/crm/fields': { items: ruleFields } satisfies Answer<'/api/crm/fields', 'get'>,
  'GET /api/crm/views': {
    items: [
      savedView,
      { ...savedView, id: id(81), name: 'Not heard of for a month', shared: false },
    ],
  } satisfies Answer<'/api/crm/views', 'get'>,
  'GET /api/crm/tags': {
    items: ['newsletter', 'partner', 'vip', 'workshop'].map((name, index) => ({
      id: id(90 + index),
      name,
      colour: index === 2 ? '#d9822b' : null,
      contacts_count: 40 - index,
    })),
  } satisfies Answer<'/api/crm/tags', 'get'>,
  'GET /api/crm/contacts/{id}': contact(0) satisfies Answer<'/api/crm/contacts/{id}', 'get'>,
  'GET /api/crm/contacts/{id}/timeline': page<Item<'/api/crm/contacts/{id}/timeline'>>([
    timelineItem(1, 'call', 'Spring offer', 'Interested in the annual plan.', 40, 8),
    timelineItem(2, 'note', null, 'Prefers mornings. Asks for Anna.', 3 * hour),
    timelineItem(3, 'form_submission', 'Ask for an offer', null, day, 8),
    timelineItem(4, 'email_open', 'Newsletter of March', null, 2 * day, 1),
    timelineItem(
      5,
      'meeting',
      'First visit in the studio',
      'An hour, with the whole team.',
      30 * day,
      12,
    ),
  ]),
  'GET /api/crm/contacts/{id}/notes': page<Item<'/api/crm/contacts/{id}/notes'>>(
    ['Prefers mornings. Asks for Anna.', 'Wants to start in April, asked for a discount.'].map(
      (words, index) => ({
        id: id(6000 + index),
        contact_id: contact(0).id,
        body: words,
        pinned: index === 0,
        author_id: id(1 + index),
        created_at: ago((index + 1) * 3 * hour),
        updated_at: ago((index + 1) * 3 * hour),
        version: 1,
      }),
    ),
  ),
  'GET /api/crm/contacts/{id}/attachments': {
    items: [
      {
        id: id(6100),
        contact_id: contact(0).id,
        file_id: id(6200),
        name: 'Offer 2026.pdf',
        media_type: 'application/pdf',
        size: 284_000,
        author_id: id(1),
        created_at: ago(5 * day),
      },
    ],
  } satisfies Answer<'/api/crm/contacts/{id}/attachments', 'get'>,
  'GET /api/crm/tasks': page<Schemas['Task']>([
    task(0, 'Send the offer for the spring workshop', -25 * hour),
    task(1, 'Call back about the annual plan', 40),
    task(3, 'Prepare the kick-off', 3 * day),
  ]),
  'GET /api/crm/companies': page<Item<'/api/crm/companies'>>(
    names.map(([, , name], index) => company(index, name)),
  ),
  'GET /api/crm/companies/{id}': company(0, names[0][2]) satisfies Answer<
    '/api/crm/companies/{id}',
    'get'
  >,
  'GET /api/crm/companies/{id}/contacts': page([0, 8, 16].map(contact)) satisfies Answer<
    '/api/crm/companies/{id}/contacts',
    'get'
  >,
  'GET /api/crm/search': {
    items: [
      {
        kind: 'contact',
        id: contact(0).id,
        title: 'Ava Thompson',
        subtitle: 'ava.thompson@northwind.com',
        matched: 'name',
      },
      {
        kind: 'contact',
        id: contact(3).id,
        title: 'Avery Kim',
        subtitle: 'Keller & Söhne',
        matched: 'name',
      },
      {
        kind: 'company',
        id: id(900),
        title: 'Avalon Books',
        subtitle: 'avalon.com',
        matched: 'name',
      },
    ],
    partial: false,
  } satisfies Answer<'/api/crm/search', 'get'>,
  'GET /api/crm/custom-fields': {
    items: [
      {
        id: id(70),
        key: 'contract_until',
        label: 'Contract until',
        type: 'date',
        options: [],
        required: false,
        position: 0,
        created_at: ago(day),
        version: 1,
      },
      {
        id: id(71),
        key: 'plan',
        label: 'Plan',
        type: 'select',
        options: ['Basic', 'Team', 'Enterprise'],
        required: true,
        position: 1,
        created_at: ago(day),
        version: 1,
      },
      {
        id: id(72),
        key: 'seats',
        label: 'Seats',
        type: 'number',
        options: [],
        required: false,
        position: 2,
        created_at: ago(day),
        version: 1,
      },
    ],
  } satisfies Answer<'/api/crm/custom-fields', 'get'>,
};

/** What the server would answer: null for a route the fixtures lack. `search` is "?status=dead", for lists by state. */
export function answerTo(method: string, path: string, search = ''): unknown {
  const pattern = path
    .replace(/[0-9a-f]{8}-[0-9a-f-]{27}/g, '{id}')
    .replace(/\/by-token\/[^/]+/, '/by-token/{id}');
  const status = new URLSearchParams(search).get('status');
  const narrowed = status ? answers[`${method} ${pattern}?status=${status}`] : undefined;
  return narrowed ?? answers[`${method} ${path}`] ?? answers[`${method} ${pattern}`] ?? null;
}
