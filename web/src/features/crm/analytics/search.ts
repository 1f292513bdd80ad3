// What the address of the analytics says: it can be shared, kept and gone back to.
import { isDay, type Period, type Preset, periods, presets } from './range';

export type GrowthBy = 'source' | 'lifecycle_stage';

export interface AnalyticsSearch {
  /** A time that moves on with the days; absent: 90 days, or the days of one's own below. */
  range?: Preset;
  /** Days of one's own, both included. */
  from?: string;
  until?: string;
  /** Absent: steps that fit the time. */
  period?: Period;
  by?: GrowthBy;
}

export function readAnalyticsSearch(search: Record<string, unknown>): AnalyticsSearch {
  const { from, until } = search;
  const own = day(from) && day(until) && day(from) <= day(until);
  return {
    range: own ? undefined : presets.find((preset) => preset === search.range),
    from: own ? day(from) : undefined,
    until: own ? day(until) : undefined,
    period: periods.find((period) => period === search.period),
    by: search.by === 'lifecycle_stage' ? 'lifecycle_stage' : undefined,
  };
}

/** Empty for what is no day, so that it compares as text. */
function day(value: unknown): string {
  return typeof value === 'string' && isDay(value) ? value : '';
}
