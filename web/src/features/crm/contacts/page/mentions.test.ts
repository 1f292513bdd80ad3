import { expect, it } from 'vitest';
import { newMentions, piecesOf } from './mentions';

const members = [
  { user_id: 'b', name: 'Ben' },
  { user_id: 'c', name: 'Ben Carter' },
  { user_id: 'l', name: 'Lena (Salon)' },
];

it.each([
  ['nobody', '', []],
  ['ask @Lena (Salon)', '', ['l']],
  ['ask @LENA (salon)!', '', ['l']],
  ['a mail to lena@salon.example', '', []],
  ['ask @Lena (Salon) again', '@Lena (Salon)', []],
  ['ask @Lena (Salon) and @Ben', '@Ben', ['l']],
])('“%s” after “%s” tells %j', (text, before, told) => {
  expect(newMentions(text, members, before)).toEqual(told);
});

it('a text is cut where somebody is named', () => {
  const pieces = piecesOf('Hi @Ben Carter, @ben.', members);
  expect(pieces.map(({ text, isMention }) => (isMention ? `[${text}]` : text)).join('')).toBe(
    'Hi [@Ben Carter], [@ben].',
  );
  expect(pieces.map(({ at }) => at)).toEqual([0, 3, 14, 16, 20]);
  expect(piecesOf('@Ben', [])).toEqual([{ at: 0, text: '@Ben', isMention: false }]);
});
