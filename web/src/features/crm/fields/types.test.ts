import { expect, it } from 'vitest';
import { keyFor } from './types';

it.each([
  ['Contract until', 'contract_until'],
  ['  Größe (cm) ', 'grosse_cm'],
  ['2nd phone', 'nd_phone'],
  ['E-mail!', 'e_mail'],
  ['日本', ''],
  ['x'.repeat(80), 'x'.repeat(50)],
])('the key of “%s” is “%s”', (label, key) => {
  expect(keyFor(label)).toBe(key);
});
