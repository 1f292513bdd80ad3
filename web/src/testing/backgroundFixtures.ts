// Jobs and mails of the server that does not run.
import type { Answer, Item } from '../shared/api/types.ts';
import { ago, ahead, id, page } from './fixtureTools.ts';

function job(
  number: number,
  title: string,
  status: string,
  more: Partial<Item<'/api/jobs'>> = {},
): Item<'/api/jobs'> {
  return {
    id: id(6000 + number),
    kind: 'import_contacts',
    title,
    status,
    progress_done: 0,
    progress_total: null,
    rate_per_second: null,
    seconds_left: null,
    attempts: 1,
    max_attempts: 10,
    error: null,
    result: null,
    created_by: id(1),
    run_at: ago(number * 60),
    created_at: ago(number * 60),
    started_at: ago(number * 60),
    finished_at: status === 'succeeded' || status === 'dead' ? ago(number * 60 - 1) : null,
    ...more,
  };
}

export const jobs = {
  running: [
    job(1, 'Import of customers-2026.csv', 'running', {
      progress_done: 412_000,
      progress_total: 1_000_000,
      rate_per_second: 18_400,
      seconds_left: 32,
      started_at: ago(0.4),
    }),
  ],
  queued: [
    job(2, '', 'queued', {
      kind: 'system_mail',
      attempts: 3,
      error: 'mail.example.com: connection refused',
      run_at: ahead(4),
      created_by: null,
    }),
  ],
  dead: [
    job(3, '', 'dead', {
      kind: 'system_mail',
      attempts: 10,
      error: 'mail.example.com: 550 no such user',
      created_by: id(2),
    }),
  ],
  ended: [
    job(5, 'Import of newsletter.csv', 'succeeded', {
      progress_done: 12_846,
      progress_total: 12_846,
    }),
    job(7, 'Remove the field Shoe size', 'cancelled'),
    job(9, '', 'succeeded', { kind: 'system_mail', created_by: id(2) }),
  ],
};

const mails: Item<'/api/dev-inbox'>[] = [
  ['nora@bluebird-studio.com', 'Lena invited you to Bluebird Studio', 'Hello, Lena Fischer'],
  ['lena@bluebird-studio.com', 'Choose a new password', 'Hello Lena, Somebody asked for'],
  ['tom@bluebird-studio.com', 'Confirm your e-mail address', 'Hello Tom, please confirm'],
].map(([recipient, subject, preview], index) => ({
  id: id(7000 + index),
  sender: 'SocialFlow <socialflow@localhost>',
  recipient: String(recipient),
  subject: String(subject),
  preview: `${preview} …`,
  created_at: ago(index * 180 + 3),
}));

const shownMail: Answer<'/api/dev-inbox/{id}', 'get'> = {
  id: id(7000),
  sender: 'SocialFlow <socialflow@localhost>',
  recipient: 'nora@bluebird-studio.com',
  subject: 'Lena invited you to Bluebird Studio',
  created_at: ago(3),
  text: 'Hello,\n\nLena Fischer invited you: https://app.example.com/invitation?token=abc.\n',
  html: '<body style="font-family:sans-serif;padding:24px"><h2>Bluebird Studio</h2><p>Lena Fischer invited you.</p><p><a href="https://app.example.com/invitation?token=abc">Accept the invitation</a></p></body>',
  headers: [
    { name: 'From', value: 'SocialFlow <socialflow@localhost>' },
    { name: 'To', value: 'nora@bluebird-studio.com' },
    { name: 'Subject', value: 'Lena invited you to Bluebird Studio' },
  ],
  source: 'From: SocialFlow <socialflow@localhost>\nTo: nora@bluebird-studio.com\n\n…',
};

export const background: Record<string, unknown> = {
  'GET /api/jobs': page([...jobs.ended], null) satisfies Answer<'/api/jobs', 'get'>,
  'GET /api/jobs?status=running': page(jobs.running, null),
  'GET /api/jobs?status=queued': page(jobs.queued, null),
  'GET /api/jobs?status=dead': page(jobs.dead, null),
  'GET /api/dev-inbox': page(mails, null) satisfies Answer<'/api/dev-inbox', 'get'>,
  'GET /api/dev-inbox/{id}': shownMail,
  'GET /api/mail/status': { sender_configured: false } satisfies Answer<'/api/mail/status', 'get'>,
};
