// Which days the analytics look at. Days are those of the project's time zone.

export const presets = ['7d', '30d', '90d', '12m', 'month', 'year'] as const;
export type Preset = (typeof presets)[number];
export const periods = ['day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

/** Both days are included: "2026-03-01". */
export interface DayRange {
  from: string;
  until: string;
}

const dayMs = 24 * 3600 * 1000;
/** The server draws no more bars than this. */
export const mostPeriods = 400;
const shortestDays: Record<Period, number> = { day: 1, week: 7, month: 28 };

const instantOf = (day: string) => Date.parse(`${day}T00:00:00Z`);
const dayOf = (instant: number) => new Date(instant).toISOString().slice(0, 10);

export function isDay(text: string): boolean {
  const instant = instantOf(text);
  return !Number.isNaN(instant) && dayOf(instant) === text;
}

/** The day it is in a time zone. */
export function today(timeZone: string, now = Date.now()): string {
  return new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short' }).format(now);
}

/** How many days lie within, both ends included. */
export function daysIn({ from, until }: DayRange): number {
  return Math.round((instantOf(until) - instantOf(from)) / dayMs) + 1;
}

function daysBefore(day: string, days: number): string {
  return dayOf(instantOf(day) - days * dayMs);
}

/** What a preset means on the day that is `until`. */
export function rangeOf(preset: Preset, until: string): DayRange {
  switch (preset) {
    case '7d':
      return { from: daysBefore(until, 6), until };
    case '30d':
      return { from: daysBefore(until, 29), until };
    case '90d':
      return { from: daysBefore(until, 89), until };
    case '12m':
      // Whole months, as bars: this one and the eleven before.
      return { from: firstOfMonth(until, 11), until };
    case 'month':
      return { from: firstOfMonth(until, 0), until };
    case 'year':
      return { from: `${until.slice(0, 4)}-01-01`, until };
  }
}

function firstOfMonth(day: string, monthsBefore: number): string {
  const [year, month] = day.split('-').map(Number) as [number, number];
  return dayOf(Date.UTC(year, month - 1 - monthsBefore, 1));
}

/** As many days, just before: what a figure is compared with. */
export function rangeBefore(range: DayRange): DayRange {
  const until = daysBefore(range.from, 1);
  return { from: daysBefore(until, daysIn(range) - 1), until };
}

/** Steps that make a handful of bars: up to six weeks by day, up to nine months by week. */
export function fittingPeriod(range: DayRange): Period {
  const days = daysIn(range);
  if (days <= 42) return 'day';
  return days <= 275 ? 'week' : 'month';
}

/** Steps that are not too short for so long a time. */
export function possiblePeriods(range: DayRange): Period[] {
  return periods.filter((period) => daysIn(range) / shortestDays[period] <= mostPeriods);
}
