/**
 * The document of the frame that shows a mail. The frame's sandbox runs no script and has no origin; the app's
 * Content-Security-Policy holds in it too, so nothing is fetched from elsewhere and no sender learns of a reading.
 * Links open beside the app.
 */
export function frameDocument(html: string): string {
  return `<!doctype html><meta charset="utf-8"><base target="_blank">${html}`;
}

/** Links open, and in a page of their own that is not under the sandbox; nothing else is allowed. */
export const frameSandbox = 'allow-popups allow-popups-to-escape-sandbox';

export interface TextPart {
  text: string;
  /** Of an address on the web that stands in the text. */
  href?: string;
}

/** The text of a mail with its web addresses found, so that they can be followed. */
export function linkedText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(/https?:\/\/[^\s<>"]+[^\s<>".,;:!?)\]]/g)) {
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: match[0], href: match[0] });
    end = match.index + match[0].length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
}
