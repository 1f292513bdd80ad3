import { readFileSync } from 'node:fs';
import { i18n } from '@lingui/core';
import { afterEach, describe, expect, it } from 'vitest';
import { activateLocale } from '@/shared/lib/locale';

/** Messages of a catalogue by their translation; the head is the message without a name. */
function entries(locale: string): [string, string][] {
  const text = readFileSync(`src/locales/${locale}.po`, 'utf8');
  const quoted = '((?:"(?:[^"\\\\]|\\\\.)*"\\s*)+)';
  return [...text.matchAll(new RegExp(`msgid ${quoted}msgstr ${quoted}`, 'g'))].map(
    ([, id = '', translation = '']) => [unquoted(id), unquoted(translation)],
  );
}

function unquoted(lines: string): string {
  return [...lines.matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(([, part]) => part).join('');
}

// A branch of a plural, as in "one {once}", is words and no placeholder.
const placeholder = /(?<!(?:plural, |\} )(?:zero|one|two|few|many|other) )\{(\w+)[,}]|<(\d+)\/?>/g;
const placeholders = (message: string) =>
  [...message.matchAll(placeholder)].map(([found]) => found).sort();

describe('the German catalogue', () => {
  const messages = entries('de').filter(([id]) => id !== '');

  it('lacks nothing', () => {
    expect(messages.length).toBeGreaterThan(400);
    expect(messages.filter(([, translation]) => translation === '')).toEqual([]);
  });

  it('keeps every placeholder', () => {
    for (const [id, translation] of messages)
      expect([id, placeholders(translation)]).toEqual([id, placeholders(id)]);
  });
});

describe('the language', () => {
  afterEach(() => activateLocale('en'));

  it('changes at once, for the document too', async () => {
    await activateLocale('de-AT');
    expect(i18n.locale).toBe('de');
    expect(document.documentElement.lang).toBe('de');
  });
});
