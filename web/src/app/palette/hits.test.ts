import { describe, expect, it } from 'vitest';
import { exactFirst, type Hit } from './hits';

const hit = (kind: Hit['kind'], title: string, subtitle: string | null, matched: Hit['matched']) =>
  ({ kind, id: title, title, subtitle, matched }) satisfies Hit;

const hits = [
  hit('contact', 'Ava Thompson', 'ava@books.com', 'name'),
  hit('contact', 'Avá', 'second@books.com', 'name'),
  hit('contact', 'Kim', '+44 20 7946 0000', 'phone'),
  hit('company', 'Avalon Books', 'avalon.com', 'company'),
];

describe('the first of what was found', () => {
  it.each([
    ['ava', 'Avá'],
    ['AVALON books', 'Avalon Books'],
    ['ava@books.com', 'Ava Thompson'],
    ['avalon.com', 'Avalon Books'],
  ])('for “%s” is %s', (term, first) => {
    const found = exactFirst(
      hits.filter(({ matched }) => matched !== 'phone'),
      term,
    );
    expect(found[0]?.title).toBe(first);
  });

  it('is the person with that number, and the rest stay in their order', () => {
    expect(exactFirst(hits, '79460000').map(({ title }) => title)).toEqual([
      'Kim',
      'Ava Thompson',
      'Avá',
      'Avalon Books',
    ]);
  });
});
