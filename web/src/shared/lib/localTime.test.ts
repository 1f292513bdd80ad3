import { describe, expect, it } from 'vitest';
import { dayOf, fromLocalInput, toLocalInput } from './localTime';

describe('the clock in a zone', () => {
  it.each([
    ['2026-01-31T08:00:00.000Z', 'Europe/Berlin', '2026-01-31T09:00'],
    ['2026-07-01T22:30:00.000Z', 'Europe/Berlin', '2026-07-02T00:30'],
    ['2026-01-31T03:30:00.000Z', 'Asia/Kolkata', '2026-01-31T09:00'],
    ['2026-03-08T06:59:00.000Z', 'America/New_York', '2026-03-08T01:59'],
    ['2026-03-08T07:00:00.000Z', 'America/New_York', '2026-03-08T03:00'],
    ['2026-01-31T08:00:00.000Z', 'UTC', '2026-01-31T08:00'],
  ])('%s in %s shows %s, and back', (instant, zone, local) => {
    expect(toLocalInput(instant, zone)).toBe(local);
    expect(fromLocalInput(local, zone)).toBe(instant);
  });

  it('names the day there', () => {
    expect(dayOf('2026-07-01T22:30:00Z', 'Europe/Berlin')).toBe('2026-07-02');
  });
});
