// Mails of the server that does not run: the blocks they are made of, templates, one to a single person.
import type { BlockManifest } from '../features/campaigns/editor/mailDocument.ts';
import type { Answer, Schemas } from '../shared/api/types.ts';
import { ago, day, hour, id } from './fixtureTools.ts';
import { sender } from './senderFixtures.ts';

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

export const mailAnswers: Record<string, unknown> = {
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
  'GET /api/crm/contacts/{id}/mails/{id}': contactMail,
  'POST /api/crm/contacts/{id}/mails': { ...contactMail, status: 'waiting', error: null },
  'POST /api/crm/contacts/{id}/mails/preview': {
    subject: 'Your visit on Saturday',
    text: 'Hello Ana,\n\nwe look forward to it.',
    blanks: ['contact.company'],
  },
};
