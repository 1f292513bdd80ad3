import { describe, expect, it } from 'vitest';
import type { SegmentDay } from './api';
import { type Measure, measuredDays } from './overTimeOption';

const noted = (day: string, contact_count: number, revenue = '0.00'): SegmentDay => ({
  day,
  contact_count,
  entered: 0,
  left_count: 0,
  average_score: 40,
  revenue,
});

describe('days that nobody closed', () => {
  it.each<[Measure, (number | null)[]]>([
    ['people', [10, 10, 10, 12]],
    ['engagement', [40, null, null, 40]],
    ['revenue', [5, 0, 0, 7.5]],
  ])('are filled in for %s', (measure, values) => {
    const days = measuredDays(
      [noted('2026-02-27', 10, '5.00'), noted('2026-03-02', 12, '7.50')],
      measure,
    );
    expect(days.map(({ day }) => day)).toEqual([
      '2026-02-27',
      '2026-02-28',
      '2026-03-01',
      '2026-03-02',
    ]);
    expect(days.map(({ value }) => value)).toEqual(values);
  });
});
