import { describe, expect, it } from 'vitest';
import { withFooter } from './footer';

const both = (field: string) => [
  { field, code: 'unsubscribe_missing' },
  { field, code: 'postal_address_missing' },
];
const nothing = { message_content: '', html_content: '' };

describe('what a mail of marketing lacks at its end', () => {
  it('is put under a text, once', () => {
    const missing = both('messages[0].message_content');
    const made = withFooter({ ...nothing, message_content: 'Hello\n' }, missing, 'No more');
    expect(made.message_content).toBe(
      'Hello\n\n-- \n{{ sender.postal_address }}\nNo more: {{ links.unsubscribe }}\n',
    );
    expect(withFooter(made, missing, 'No more')).toEqual(made);
  });

  it('is put at the end of the body of HTML', () => {
    const made = withFooter(
      { ...nothing, html_content: '<body><p>Hello</p></BODY></html>' },
      both('html_content').slice(0, 1),
      'Me & <you>',
    );
    expect(made.html_content).toBe(
      '<body><p>Hello</p><p style="font:13px/1.5 sans-serif;text-align:center">' +
        '<a href="{{ links.unsubscribe }}">Me &amp; &lt;you></a></p>\n</BODY></html>',
    );
  });

  it('is a block behind blocks', () => {
    const document = { blocks: [{ type: 'divider' }] };
    const made = withFooter({ ...nothing, document }, both('settings.document'), 'No more');
    expect(made.document?.blocks).toEqual([
      { type: 'divider' },
      { type: 'footer', text: '', unsubscribe: 'No more' },
    ]);
  });
});
