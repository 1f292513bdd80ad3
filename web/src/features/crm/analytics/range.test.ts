import { describe, expect, it } from 'vitest';
import {
  daysIn,
  fittingPeriod,
  isDay,
  possiblePeriods,
  rangeBefore,
  rangeOf,
  today,
} from './range';
import { readAnalyticsSearch } from './search';

const until = '2026-03-10';

describe('a preset', () => {
  it.each([
    ['7d', '2026-03-04', 7],
    ['30d', '2026-02-09', 30],
    ['90d', '2025-12-11', 90],
    ['12m', '2025-04-01', 344],
    ['month', '2026-03-01', 10],
    ['year', '2026-01-01', 69],
  ] as const)('%s begins on %s', (preset, from, days) => {
    const range = rangeOf(preset, until);
    expect(range).toEqual({ from, until });
    expect(daysIn(range)).toBe(days);
  });

  it('ends on the day that it is where the project lives', () => {
    const now = Date.parse('2026-03-10T23:30:00Z');
    expect(today('Europe/Berlin', now)).toBe('2026-03-11');
    expect(today('America/New_York', now)).toBe('2026-03-10');
  });
});

describe('a time', () => {
  it('is compared with as many days before it', () => {
    expect(rangeBefore({ from: '2026-03-01', until: '2026-03-10' })).toEqual({
      from: '2026-02-19',
      until: '2026-02-28',
    });
  });

  it.each([
    ['2026-03-10', '2026-03-10', 'day', ['day', 'week', 'month']],
    ['2026-01-28', '2026-03-10', 'day', ['day', 'week', 'month']],
    ['2026-01-27', '2026-03-10', 'week', ['day', 'week', 'month']],
    ['2025-01-01', '2026-03-10', 'month', ['week', 'month']],
    ['2016-04-01', '2026-03-10', 'month', ['month']],
  ] as const)('from %s to %s is drawn by %s', (from, last, fitting, possible) => {
    const range = { from, until: last };
    expect(fittingPeriod(range)).toBe(fitting);
    expect(possiblePeriods(range)).toEqual(possible);
  });

  it('is made of days that there are', () => {
    expect(['2026-02-28', '2028-02-29'].every(isDay)).toBe(true);
    expect(['2026-02-29', '2026-2-1', 'today', ''].some(isDay)).toBe(false);
  });
});

describe('the address', () => {
  it.each([
    [{ range: '30d' }, { range: '30d' }],
    [{ range: 'century', period: 'hour', by: 'colour' }, {}],
    [
      { from: '2026-01-01', until: '2026-01-31', range: '7d' },
      { from: '2026-01-01', until: '2026-01-31' },
    ],
    [{ from: '2026-02-01', until: '2026-01-31' }, {}],
    [{ from: '2026-01-01' }, {}],
    [
      { period: 'month', by: 'lifecycle_stage' },
      { period: 'month', by: 'lifecycle_stage' },
    ],
  ])('%j says %j', (search, read) => {
    expect(readAnalyticsSearch(search)).toEqual(read);
  });
});
