import { expect, it } from 'vitest';
import { csvOf } from './csv';

it.each([
  [[['a', 1]], 'a,1\r\n'],
  [[['with, comma', 'with "quotes"']], '"with, comma","with ""quotes"""\r\n'],
  [[['two\nlines']], '"two\nlines"\r\n'],
  [[['=HYPERLINK("x")']], '"\'=HYPERLINK(""x"")"\r\n'],
  [[['-1'], [-1]], "'-1\r\n-1\r\n"],
  [[], ''],
])('writes %j as a spreadsheet reads it', (rows, expected) => {
  expect(csvOf(rows as (string | number)[][])).toBe(`\uFEFF${expected}`);
});
