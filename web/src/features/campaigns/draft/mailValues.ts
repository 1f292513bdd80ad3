import type { CampaignMessage } from '../api';
import { isMailDocument, type MailDocument } from '../editor/mailDocument';
import type { AttachedFile } from './useAttachments';

/** What a mail is made of. */
export type MailKind = 'blocks' | 'text' | 'html';

/** The bigger the weight beside the others', the more people get it from that sender. */
export type WeightedSender = { sender_id: string; weight: number };

export type MailValues = {
  kind: MailKind;
  subject_line: string;
  preheader: string;
  message_content: string;
  html_content: string;
  document: MailDocument;
  /** Of the words ("de"): the names of months, and what a reader's program takes it for. Empty: nobody said. */
  language: string;
  files: AttachedFile[];
  /** Empty: the project's default sender. */
  sender_id: string;
  /** These share the people, in place of the one; empty: there is only one. */
  senders: WeightedSender[];
  /** Empty: the sender's. */
  reply_to: string;
  utm_source: string;
  utm_medium: string;
  utm_campaign: string;
};

const noBlocks: MailDocument = { blocks: [] };

/** As the message is kept; of its files the message itself knows only which. */
export function mailValuesOf(
  message: CampaignMessage | undefined,
  files: AttachedFile[] = [],
): MailValues {
  const settings = settingsOf(message);
  const stored = isMailDocument(settings.document) ? settings.document : undefined;
  return {
    kind: stored ? 'blocks' : message?.html_content ? 'html' : 'text',
    subject_line: message?.subject_line ?? '',
    preheader: textOf(settings.preheader),
    message_content: stored ? '' : (message?.message_content ?? ''),
    html_content: stored ? '' : (message?.html_content ?? ''),
    document: stored ?? noBlocks,
    language: textOf(settings.language),
    files,
    sender_id: textOf(settings.sender_id),
    senders: sendersOf(settings.senders),
    reply_to: textOf(settings.reply_to),
    utm_source: textOf(settings.utm_source),
    utm_medium: textOf(settings.utm_medium),
    utm_campaign: textOf(settings.utm_campaign),
  };
}

/** There is something to show: a subject and what it is about. */
export function isWritten({ kind, subject_line, message_content, html_content }: MailValues) {
  const isSaid = { blocks: true, text: message_content !== '', html: html_content !== '' };
  return subject_line.trim() !== '' && isSaid[kind];
}

/** As the server takes it: with what it knows of the message beside what stands in the form. */
export function contentOf(values: MailValues, message: CampaignMessage | undefined) {
  const { document: _before, ...others } = settingsOf(message);
  const { kind, preheader, document, utm_source, utm_medium, utm_campaign } = values;
  return {
    subject_line: values.subject_line,
    message_content: kind === 'blocks' ? '' : values.message_content,
    html_content: kind === 'html' ? values.html_content : '',
    media_attachments: values.files.map(({ id }) => id),
    settings: {
      ...others,
      preheader,
      ...(values.language && { language: values.language }),
      sender_id: values.sender_id || null,
      senders: values.senders,
      reply_to: values.reply_to.trim(),
      utm_source: utm_source.trim(),
      utm_medium: utm_medium.trim(),
      utm_campaign: utm_campaign.trim(),
      ...(kind === 'blocks' && { document }),
    } as never,
  };
}

const settingsOf = (message: CampaignMessage | undefined) =>
  (message?.settings ?? {}) as Record<string, unknown>;

const textOf = (setting: unknown) => (typeof setting === 'string' ? setting : '');

const sendersOf = (setting: unknown): WeightedSender[] =>
  Array.isArray(setting)
    ? setting.filter((one) => typeof one?.sender_id === 'string' && typeof one.weight === 'number')
    : [];
