// What a mail of marketing says at its end, and the server demands before anybody gets it.
import type { Block, MailDocument } from './mailDocument';

export interface MissingPart {
  /** Of the message: "message_content", "html_content" or "settings.document". */
  field: string;
  code: string;
}

export interface MailParts {
  message_content: string;
  html_content: string;
  document?: MailDocument;
}

export const isMissingFooter = ({ code }: MissingPart) =>
  code === 'unsubscribe_missing' || code === 'postal_address_missing';

const wayOut = '{{ links.unsubscribe }}';
const address = '{{ sender.postal_address }}';

/** The mail with what it lacks at its end; `label` are the words of the link to unsubscribe. */
export function withFooter(parts: MailParts, missing: MissingPart[], label: string): MailParts {
  const lacks = (field: string, code: string) =>
    missing.some((one) => one.field.endsWith(field) && one.code === code);
  const made = { ...parts };
  if (made.document && missing.some(({ field }) => field.endsWith('document'))) {
    const footer: Block = { type: 'footer', text: '', unsubscribe: label };
    made.document = { ...made.document, blocks: [...made.document.blocks, footer] };
  }
  // What the server said may be older than what stands in the field by now.
  const linesOf = (field: 'message_content' | 'html_content', link: string) => [
    ...(lacks(field, 'postal_address_missing') && !parts[field].includes(address) ? [address] : []),
    ...(lacks(field, 'unsubscribe_missing') && !parts[field].includes(wayOut) ? [link] : []),
  ];
  const text = linesOf('message_content', `${label}: ${wayOut}`);
  if (text.length > 0)
    made.message_content = `${made.message_content.trimEnd()}\n\n-- \n${text.join('\n')}\n`;
  const html = linesOf('html_content', `<a href="${wayOut}">${escaped(label)}</a>`);
  if (html.length > 0) made.html_content = withHtmlFooter(made.html_content, html);
  return made;
}

function withHtmlFooter(html: string, lines: string[]): string {
  const footer = `<p style="font:13px/1.5 sans-serif;text-align:center">${lines.join('<br>')}</p>\n`;
  const end = html.toLowerCase().lastIndexOf('</body');
  return end < 0 ? `${html.trimEnd()}\n${footer}` : html.slice(0, end) + footer + html.slice(end);
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
