import { describe, expect, it } from 'vitest';
import { frameSandbox, linkedText } from './frame';

describe('the addresses in the text of a mail', () => {
  it.each([
    ['Nothing to follow here', []],
    [
      'Go to https://app.example.com/reset?token=a-b_c.',
      ['https://app.example.com/reset?token=a-b_c'],
    ],
    ['(see http://one.test/a) and <https://two.test>', ['http://one.test/a', 'https://two.test']],
    ['javascript:alert(1) ftp://files.test', []],
  ])('of “%s” are %j', (text, wanted) => {
    const parts = linkedText(text);
    expect(parts.flatMap(({ href }) => href ?? [])).toEqual(wanted);
    expect(parts.map((part) => part.text).join('')).toBe(text);
  });
});

it('the frame of a mail may neither run scripts nor act as the app', () => {
  expect(frameSandbox.split(' ')).not.toContain('allow-scripts');
  expect(frameSandbox.split(' ')).not.toContain('allow-same-origin');
});
