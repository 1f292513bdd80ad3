// Contacts with what belongs to them, tasks, companies and the home screen, of the server that does not run.
import type { Answer, Item, Schemas } from '../shared/api/types.ts';
import { me } from './accountFixtures.ts';
import { ago, ahead, day, hour, id, page } from './fixtureTools.ts';

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
    value: type === 'purchase' ? '45.50' : null,
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

export const contactAnswers: Record<string, unknown> = {
  'GET /api/home': home,
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
    timelineItem(9, 'purchase', 'Cut and colour', null, 1.5 * day, 15),
    timelineItem(4, 'email_open', 'Newsletter of March', null, 2 * day, 1),
    {
      ...timelineItem(6, 'email_sent', 'Your visit on Saturday', 'Hello, we look …', 3 * day, 0),
      metadata: { mail_id: id(12_600), status: 'failed', error: '550 5.1.1 no such user' },
    },
    {
      ...timelineItem(7, 'email_click', 'Newsletter of March', null, 4 * day, 4),
      metadata: { url: 'https://www.example.com/opening-hours' },
    },
    timelineItem(8, 'email_bounce', 'Newsletter of February', null, 20 * day, 0),
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
};
