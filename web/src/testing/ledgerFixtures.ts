// What became of the mails of a campaign: rows of the ledger, figures, opens and clicks.
import type { Item, Schemas } from '../shared/api/types.ts';
import { campaigns, message, nobody } from './campaignFixtures.ts';
import { ago, id, page } from './fixtureTools.ts';
import { sender } from './senderFixtures.ts';

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

export const ledgerAnswers: Record<string, unknown> = {
  'GET /api/campaigns/{id}/executions/{id}/content': {
    execution_id: id(12_300),
    subject: 'Ana, our new opening hours',
    text: 'Dear Ana,\n\nfrom May on we open at eight.',
    html: '<p>Dear Ana,</p><p>from May on we open at eight.</p><p><a href="#">Unsubscribe</a></p>',
  },
  'GET /api/campaigns/{id}/executions': page<Row>(executions, null),
  'GET /api/campaigns/{id}/metrics': metrics,
  'GET /api/campaigns/{id}/engagement': engagement,
};
