import type { EChartsCoreOption } from 'echarts/core';
import { gridWithLabels } from '@/shared/charts';
import type { Growth } from './api';

/** Bars on each other, one for each period. `nameOf` says a series, `periodOf` a period as short as an axis needs. */
export function growthOption(
  { periods, series }: Growth,
  nameOf: (series: string) => string,
  periodOf: (day: string) => string,
): EChartsCoreOption {
  const top = series.length - 1;
  return {
    grid: { ...gridWithLabels, top: 44 },
    legend: { type: 'scroll', top: 0, left: 0, itemWidth: 16, itemHeight: 12, icon: 'roundRect' },
    tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
    xAxis: { type: 'category', data: periods.map(periodOf), axisLabel: { hideOverlap: true } },
    yAxis: { type: 'value', minInterval: 1 },
    series: series.map((line, index) => ({
      type: 'bar',
      name: nameOf(line.name),
      stack: 'all',
      barMaxWidth: 38,
      data: line.values,
      itemStyle: { borderRadius: index === top ? [3, 3, 0, 0] : 0 },
      emphasis: { focus: 'series' },
    })),
  };
}

/** What is added in each period, by series: as the table shows it and as the chart is read aloud. */
export function growthRows({ periods, series }: Growth) {
  return periods.map((period, index) => {
    const values = series.map((line) => line.values[index] ?? 0);
    return { period, values, total: values.reduce((sum, value) => sum + value, 0) };
  });
}
