import type { EChartsCoreOption } from 'echarts/core';
import { gridWithLabels } from '@/shared/charts';
import type { SegmentDay } from './api';

export type Measure = 'people' | 'engagement' | 'revenue';

export interface MeasuredDay {
  day: string;
  /** null: nobody noted it on that day. */
  value: number | null;
}

const valueIn: Record<Measure, (day: SegmentDay) => number | null> = {
  people: (day) => day.contact_count,
  engagement: (day) => day.average_score,
  revenue: (day) => Number(day.revenue),
};

const dayMs = 86_400_000;

/**
 * Every day from the first to the last. Days that nobody closed (no server ran) are left out by the server: then as many
 * people are in the segment as on the day before, they brought nothing, and how lively they were is not known.
 */
export function measuredDays(days: SegmentDay[], measure: Measure): MeasuredDay[] {
  const all: MeasuredDay[] = [];
  for (const one of days) {
    for (let last = all.at(-1); last && nextDay(last.day) < one.day; last = all.at(-1))
      all.push({ day: nextDay(last.day), value: unnoted(measure, last) });
    all.push({ day: one.day, value: valueIn[measure](one) });
  }
  return all;
}

function unnoted(measure: Measure, before: MeasuredDay): number | null {
  if (measure === 'people') return before.value;
  return measure === 'revenue' ? 0 : null;
}

const nextDay = (day: string) => new Date(Date.parse(day) + dayMs).toISOString().slice(0, 10);

/** What one has at a time is a line, what adds up day by day are bars. `shortDay` says a day as short as an axis needs. */
export function overTimeOption(
  days: MeasuredDay[],
  measure: Measure,
  name: string,
  format: (value: number) => string,
  shortDay: (day: string) => string,
): EChartsCoreOption {
  const line = {
    type: 'line',
    smooth: false,
    showSymbol: days.length <= 31,
    symbolSize: 5,
    connectNulls: true,
    areaStyle: { opacity: 0.12, decal: { symbol: 'none' } },
  };
  const bars = { type: 'bar', barMaxWidth: 26, itemStyle: { borderRadius: [3, 3, 0, 0] } };
  return {
    grid: { ...gridWithLabels, top: 16 },
    tooltip: {
      trigger: 'axis',
      confine: true,
      axisPointer: { type: measure === 'revenue' ? 'shadow' : 'line' },
      valueFormatter: (value: unknown) => (typeof value === 'number' ? format(value) : '–'),
    },
    xAxis: {
      type: 'category',
      boundaryGap: measure === 'revenue',
      data: days.map(({ day }) => shortDay(day)),
      axisLabel: { hideOverlap: true },
    },
    yAxis: {
      type: 'value',
      max: measure === 'engagement' ? 100 : undefined,
      minInterval: measure === 'people' ? 1 : undefined,
      axisLabel: { formatter: format, hideOverlap: true },
    },
    series: [
      {
        name,
        data: days.map(({ value }) => value),
        ...(measure === 'revenue' ? bars : line),
      },
    ],
  };
}
