import { describe, expect, it } from 'vitest';
import { isoInstant } from './words';

describe('an instant as the database writes it', () => {
  it.each([
    ['2026-03-08', '2026-03-08'],
    ['2026-03-08 10:30:00+00', '2026-03-08T10:30:00+00:00'],
    ['2026-03-08 10:30:00.25-05', '2026-03-08T10:30:00.25-05:00'],
    ['2026-03-08 10:30:00+05:30', '2026-03-08T10:30:00+05:30'],
  ])('is read: %s', (written, expected) => {
    expect(isoInstant(written)).toBe(expected);
  });
});
