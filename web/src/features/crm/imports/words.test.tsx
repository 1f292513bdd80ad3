import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { activateLocale } from '@/shared/lib/locale';
import { renderWithin } from '@/testing/render';
import { useErrorWords, useProblemWords } from './words';

/** Every code in the server's own tables: "invalid_email     | refusal  | …". */
function codesOf(file: string): string[] {
  const source = readFileSync(`../server/features/crm/${file}`, 'utf8');
  return [...source.matchAll(/^\/\/ (\w+) +\| (?:refusal|warning)/gm)].map(
    ([, code]) => code ?? '',
  );
}
const codes = [...codesOf('import/row.hpp'), ...codesOf('import_plan.hpp'), 'not_storable'];

let problemWords: ReturnType<typeof useProblemWords>;
let errorWords: ReturnType<typeof useErrorWords>;
function Words() {
  problemWords = useProblemWords();
  errorWords = useErrorWords();
  return null;
}

describe('in German', () => {
  beforeEach(async () => {
    await activateLocale('de');
    renderWithin(<Words />);
  });
  afterEach(() => activateLocale('en'));

  it('whatever can be wrong with a line has words', () => {
    expect(codes.length).toBeGreaterThan(20);
    expect(codes.filter((code) => problemWords(code, 'in English') === 'in English')).toEqual([]);
  });

  it('a limit is named', () => {
    expect(problemWords('too_long', 'is longer than 100 characters')).toBe(
      'ist länger als 100 Zeichen',
    );
  });

  it.each([
    ['The file cannot be read from line 302 on: a quote is not closed.', /Zeile 302/],
    ['The uploaded file is not there any more.', /nicht mehr da/],
    ['A custom field of the mapping was deleted: there is no custom field x', /gelöscht/],
    ['It was interrupted too often.', /zu oft/],
    [null, /Bei uns/],
  ])('“%s” says why an import stopped', (error, words) => {
    expect(errorWords(error)).toMatch(words);
  });
});
