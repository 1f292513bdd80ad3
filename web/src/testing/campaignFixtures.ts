// Campaigns of the server that does not run: one in each state, with a rehearsal and rows of the ledger.
import type { BlockManifest } from '../features/campaigns/editor/mailDocument.ts';
import type { Answer, Item, Schemas } from '../shared/api/types.ts';
import { ago, ahead, day, hour, id, page } from './fixtureTools.ts';

const nobody: Schemas['Ledger'] = {
  total: 0,
  pending: 0,
  skipped: 0,
  sent: 0,
  delivered: 0,
  bounced: 0,
  failed: 0,
  unknown: 0,
  opened: 0,
  clicked: 0,
  unsubscribed: 0,
};

export function campaign(
  number: number,
  more: Partial<Schemas['Campaign']> = {},
): Schemas['Campaign'] {
  return {
    id: id(12_000 + number),
    name: 'Spring opening',
    description: 'The first mail of the season.',
    campaign_type: 'marketing',
    channels: ['email'],
    target_segments: [id(9000)],
    excluded_segments: [],
    topic: '',
    start_date: null,
    end_date: null,
    timezone: 'Europe/Berlin',
    cap_messages: null,
    cap_days: null,
    status: 'draft',
    paused_because: null,
    pause_detail: null,
    content_version: 3,
    approved_rehearsal: null,
    approved_by: null,
    approved_at: null,
    started_at: null,
    finished_at: null,
    ledger: nobody,
    resend_of: null,
    resend_to: null,
    resending: null,
    audience_at: 'approval',
    renewing_audience: false,
    audience_change: null,
    created_by: id(1),
    created_at: ago(2 * day),
    updated_at: ago(3 * hour),
    version: 4,
    ...more,
  };
}

export const campaigns = {
  draft: campaign(0),
  empty: campaign(1, { name: 'Untitled idea', description: '', target_segments: [] }),
  scheduled: campaign(2, {
    description: '',
    name: 'Reminder before the holidays',
    status: 'scheduled',
    start_date: ahead(2 * day),
    approved_at: ago(hour),
    ledger: { ...nobody, total: 1204, pending: 1180, skipped: 24 },
  }),
  running: campaign(3, {
    name: 'New opening hours',
    status: 'running',
    approved_at: ago(20),
    started_at: ago(19),
    ledger: {
      ...nobody,
      total: 12_846,
      pending: 4210,
      skipped: 801,
      sent: 7714,
      delivered: 0,
      bounced: 96,
      failed: 3,
      unknown: 22,
      opened: 1903,
      clicked: 244,
      unsubscribed: 11,
    },
  }),
  paused: campaign(4, {
    description: '',
    name: 'Gift vouchers',
    status: 'paused',
    paused_because: 'by_hand',
    started_at: ago(50),
    ledger: { ...nobody, total: 500, pending: 380, sent: 120 },
  }),
  spent: campaign(8, {
    description: '',
    name: 'Winter sale',
    status: 'paused',
    paused_because: 'budget',
    started_at: ago(80),
    ledger: { ...nobody, total: 900, pending: 300, sent: 600 },
  }),
  grown: campaign(7, {
    description: '',
    name: 'Invitation to the summer party of the whole neighbourhood',
    status: 'paused',
    paused_because: 'audience_grew',
    start_date: ago(10),
    audience_at: 'start',
    audience_change: {
      people_before: 1180,
      people_now: 1_402,
      came: 231,
      went: 9,
      counted_at: ago(8),
    },
    ledger: { ...nobody, total: 1430, pending: 1402, skipped: 28 },
  }),
  completed: campaign(5, {
    description: '',
    name: 'Thank you for last year',
    status: 'completed',
    started_at: ago(30 * day),
    finished_at: ago(30 * day),
    ledger: { ...nobody, total: 318, skipped: 18, sent: 296, bounced: 4, opened: 171, clicked: 40 },
  }),
};

export const message: Schemas['CampaignMessage'] = {
  id: id(12_100),
  campaign_id: campaigns.draft.id,
  message_name: 'Spring opening',
  channel: 'email',
  message_order: 0,
  subject_line: 'The garden opens on Saturday',
  message_content: 'Dear {{ contact.first_name | default: "friend" }},\n\nwe open again.',
  html_content: '',
  media_attachments: [],
  settings: {},
  send_delay_hours: 0,
  timezone_optimization: false,
  is_active: true,
  created_at: ago(2 * day),
  updated_at: ago(day),
  version: 2,
};

export const rehearsal: Schemas['Rehearsal'] = {
  id: id(12_200),
  campaign_id: campaigns.draft.id,
  content_version: 3,
  status: 'finished',
  report: {
    total: 1204,
    recipients: 1161,
    skipped: [
      { reason: 'unsubscribed', people: 31 },
      { reason: 'no_address', people: 12 },
    ],
    without_consent: 40,
    messages: [
      {
        message_id: message.id,
        message_name: message.message_name,
        recipients: 1161,
        blanks: [{ token: 'contact.company', people: 17, examples: [id(100), id(101)] }],
        unwritable: [],
        dead_links: [{ url: 'https://www.example.com/sping-offer', fault: 'not_found' }],
        gmail_recipients: 300,
        over_gmail_line: false,
        per_minute: null,
        per_day: 500,
        finishes_at: ahead(2 * day),
        largest_bytes: 14_200,
        total_bytes: 16_300_000,
        is_clipped: false,
      },
    ],
    currency: 'EUR',
    expected_cost: '12.40',
  },
  error: null,
  job_id: id(12_201),
  created_by: id(1),
  created_at: ago(4),
  finished_at: ago(3),
  current: true,
};

export const blockManifest: BlockManifest = {
  theme: {
    accent: { type: 'color', default: '#4663c5', label: 'Buttons and links' },
    font: { type: 'choice', options: ['sans', 'serif'], default: 'sans', label: 'Letters' },
  },
  blocks: {
    heading: {
      label: 'Heading',
      fields: {
        text: { type: 'line', required: true, max: 300, label: 'Text' },
        level: { type: 'number', min: 1, max: 3, default: 1, label: 'Size' },
      },
    },
    text: {
      label: 'Text',
      fields: { text: { type: 'markup', required: true, max: 20_000, label: 'Text' } },
    },
    button: {
      label: 'Button',
      fields: {
        label: { type: 'line', required: true, max: 100, label: 'Words on it' },
        url: { type: 'url', required: true, label: 'Where it leads' },
      },
    },
    columns: {
      label: 'Columns',
      fields: { columns: { type: 'columns', required: true, min: 2, max: 3, label: 'Columns' } },
    },
    divider: { label: 'Line', fields: {} },
    social: {
      label: 'Social networks',
      fields: { links: { type: 'links', required: true, min: 1, max: 10, label: 'Links' } },
    },
    footer: {
      label: 'Footer',
      fields: {
        text: { type: 'markup', max: 2000, default: '', label: 'Why they get this mail' },
        unsubscribe: {
          type: 'line',
          max: 100,
          default: 'Unsubscribe',
          label: 'Link to unsubscribe',
        },
      },
    },
  },
};

export const mailTemplate = {
  key: 'welcome',
  language: 'en',
  name: 'Welcome',
  category: 'First steps',
  description: 'The first mail somebody gets from you.',
  subject: 'Welcome to {{ project.name }}',
  preheader: 'Demo: good to have you here.',
  document: {
    theme: { accent: '#0a7c55' },
    blocks: [
      { type: 'heading', text: 'Good to have you here', level: 1 },
      { type: 'text', text: 'Dear {{ contact.first_name | default: "friend" }}, *demo text*.' },
      { type: 'button', label: 'Book a visit', url: 'https://www.example.com/book' },
      { type: 'footer', text: 'You get this mail because you signed up.' },
    ],
  },
};

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

type Row = Item<'/api/campaigns/{id}/executions'>;
const execution = (number: number, more: Partial<Row>): Row => ({
  id: id(12_300 + number),
  message_id: message.id,
  contact_id: id(100 + number),
  channel: 'email',
  address: `guest${number}@example.com`,
  delivery_status: 'sent',
  skip_reason: null,
  delivery_attempt: 1,
  scheduled_for: ago(19),
  sent_at: ago(18),
  reply_code: 250,
  error_message: null,
  opened_at: null,
  clicked_at: null,
  unsubscribed_at: null,
  chunk: 1,
  position: number,
  ...more,
});

export const executions = [
  execution(1, { opened_at: ago(5) }),
  execution(2, {
    delivery_status: 'bounced',
    reply_code: 550,
    error_message: '550 5.1.1 no such user',
  }),
  execution(3, { delivery_status: 'skipped', skip_reason: 'unsubscribed', sent_at: null }),
  execution(4, { delivery_status: 'pending', sent_at: null }),
  execution(5, { contact_id: null, address: null }),
];

export const metrics: Schemas['CampaignMetrics'] = {
  ledger: campaigns.running.ledger,
  messages: [
    {
      message_id: message.id,
      message_name: 'Spring opening',
      channel: 'email',
      message_order: 0,
      ledger: campaigns.running.ledger,
    },
    {
      message_id: id(12_101),
      message_name: 'A reminder for all who have not been here for a long time',
      channel: 'email',
      message_order: 1,
      ledger: { ...nobody, total: 12_846, pending: 12_846 },
    },
  ],
  senders: [
    {
      sender_id: sender.id,
      name: sender.name,
      email: sender.email,
      ledger: campaigns.running.ledger,
      waits_because: null,
      waits_detail: null,
      waits_until: null,
    },
  ],
  skipped: [
    { reason: 'unsubscribed', people: 610 },
    { reason: 'no_address', people: 191 },
  ],
  next_due_at: null,
  step_seconds: 60,
  sent: [420, 455, 470, 0, 468, 433].map((sent, minute) => ({ at: ago(18 - minute), sent })),
};

const engagement: Schemas['CampaignEngagement'] = {
  step_seconds: 60,
  reactions: [12, 30, 44, 61, 55, 70].map((opened, minute) => ({
    at: ago(16 - minute),
    opened,
    clicked: Math.round(opened / 7),
  })),
  hours: [1, 2, 3, 4, 5, 6, 7].flatMap((weekday) =>
    [7, 8, 9, 12, 13, 17, 18, 19, 20, 21].map((hour) => ({
      weekday,
      hour,
      opened: (weekday * 37 + hour * 13) % 90,
      clicked: (weekday * 7 + hour * 3) % 12,
    })),
  ),
  programs: [
    { program: 'gmail', device: 'unknown', people: 702 },
    { program: 'apple_mail', device: 'phone', people: 611 },
    { program: 'outlook', device: 'computer', people: 380 },
    { program: 'chrome', device: 'phone', people: 144 },
    { program: 'other', device: 'computer', people: 66 },
  ],
  links: [
    { url: 'https://www.example.com/opening-hours', clicks: 231, people: 190, machine_clicks: 18 },
    {
      url: 'https://www.example.com/visit/the-long-way-through-the-garden-with-every-flower?utm_source=newsletter&utm_campaign=spring',
      clicks: 66,
      people: 60,
      machine_clicks: 17,
    },
    { url: 'https://shop.example.com/', clicks: 9, people: 9, machine_clicks: 0 },
  ],
  machines: { opens: 320, clicks: 35 },
};

export const topics: Item<'/api/campaign-topics'>[] = [
  { name: 'News', description: 'Once a month, what is new with us' },
  { name: 'Offers for the whole family and everybody else who likes to pay less', description: '' },
].map((topic, position) => ({
  ...topic,
  id: id(12_400 + position),
  key: `topic-${position}`,
  position,
  created_at: ago(day),
  version: 1,
}));

const contactMail: Schemas['ContactMail'] = {
  id: id(12_600),
  contact_id: id(100),
  sender_id: sender.id,
  sent_from: 'Bluebird Studio <hello@bluebird-studio.com>',
  address: 'guest@example.com',
  subject: 'Your visit on Saturday',
  body: 'Hello,\n\nwe look forward to it: https://www.example.com/visit',
  status: 'failed',
  error: '550 5.1.1 no such user',
  created_by: id(1),
  created_at: ago(2 * hour),
  sent_at: null,
};

export const campaignAnswers: Record<string, unknown> = {
  'GET /api/campaigns': page(Object.values(campaigns)) satisfies Answer<'/api/campaigns', 'get'>,
  ...Object.fromEntries(
    Object.values(campaigns).map((one) => [`GET /api/campaigns/${one.id}`, one] as const),
  ),
  'POST /api/campaigns': campaigns.draft,
  'PATCH /api/campaigns/{id}': campaigns.draft,
  'POST /api/campaigns/{id}/copies': campaign(6, { name: 'Spring opening (copy)' }),
  'GET /api/campaigns/{id}/messages': { items: [message] } satisfies Answer<
    '/api/campaigns/{id}/messages',
    'get'
  >,
  [`GET /api/campaigns/${campaigns.empty.id}/messages`]: { items: [] },
  'PATCH /api/campaigns/{id}/messages/{id}': message,
  'POST /api/campaigns/{id}/messages': message,
  'GET /api/campaigns/{id}/costs': {
    currency: 'EUR',
    budget: null,
    spent: '0.00',
    planned: '0.00',
    warned_at: null,
  } satisfies Answer<'/api/campaigns/{id}/costs', 'get'>,
  [`GET /api/campaigns/${campaigns.spent.id}/costs`]: {
    currency: 'EUR',
    budget: '6.00',
    spent: '6.00',
    planned: '3.00',
    warned_at: ago(60),
  } satisfies Answer<'/api/campaigns/{id}/costs', 'get'>,
  'GET /api/campaign-settings': { keep_content_days: 90 } satisfies Answer<
    '/api/campaign-settings',
    'get'
  >,
  'GET /api/campaigns/{id}/executions/{id}/content': {
    execution_id: id(12_300),
    subject: 'Ana, our new opening hours',
    text: 'Dear Ana,\n\nfrom May on we open at eight.',
    html: '<p>Dear Ana,</p><p>from May on we open at eight.</p><p><a href="#">Unsubscribe</a></p>',
  },
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
  'GET /api/email/blocks': blockManifest,
  'GET /api/email/saved-templates': {
    items: [
      {
        id: id(12_700),
        name: 'The letter we always send',
        subject: 'News of the house',
        preheader: '',
        document: mailTemplate.document,
        created_by: id(1),
        created_at: ago(day),
        updated_at: ago(day),
        version: 1,
      },
    ],
  },
  'POST /api/email/saved-templates': { id: id(12_701) },
  'GET /api/email/templates': {
    items: [
      mailTemplate,
      {
        ...mailTemplate,
        key: 'offer',
        name: 'Seasonal offer',
        description: 'A price for a while.',
        document: { ...mailTemplate.document, theme: { accent: '#b5533f' } },
      },
    ],
  },
  'POST /api/email/preview': {
    subject: 'Welcome to Bluebird Studio',
    text: 'Good to have you here',
    html: '<div style="font:16px sans-serif;padding:24px"><h1>Good to have you here</h1></div>',
    blanks: [],
    remarks: [],
  } satisfies Schemas['EmailPreview'],
  'POST /api/email/blocks/preview': {
    items: Array.from({ length: 20 }, () => ({ html: '<p>Drawn by the server</p>', remarks: [] })),
  } satisfies Answer<'/api/email/blocks/preview', 'post'>,
  'POST /api/campaigns/audience': {
    total: 1204,
    reachable: 1161,
    no_address: 12,
    do_not_contact: 0,
    unsubscribed: 31,
    no_consent: 0,
    suppressed: 0,
    capped: 0,
  } satisfies Schemas['Audience'],
  'GET /api/campaigns/{id}/rehearsals': { items: [rehearsal] } satisfies Answer<
    '/api/campaigns/{id}/rehearsals',
    'get'
  >,
  'GET /api/campaigns/{id}/executions': page<Row>(executions, null),
  'GET /api/campaigns/{id}/metrics': metrics,
  'GET /api/campaigns/{id}/engagement': engagement,
  'GET /api/crm/contacts/{id}/mails/{id}': contactMail,
  'POST /api/crm/contacts/{id}/mails': { ...contactMail, status: 'waiting', error: null },
  'POST /api/crm/contacts/{id}/mails/preview': {
    subject: 'Your visit on Saturday',
    text: 'Hello Ana,\n\nwe look forward to it.',
    blanks: ['contact.company'],
  },
  'GET /api/campaign-topics': { items: topics } satisfies Answer<'/api/campaign-topics', 'get'>,
  'PATCH /api/campaign-topics/{id}': topics[0],
};
