import { useMemo } from 'react';
import { Chart, gridWithLabels } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { displayTimeZone } from '@/shared/lib/time';
import { stepFormat } from './timeSteps';

export interface TimeSeries {
  name: string;
  values: number[];
}

interface TimeChartProps {
  label: string;
  /** The beginnings of the steps. */
  at: string[];
  stepSeconds: number;
  /** A value for each step. */
  series: TimeSeries[];
}

/** Bars over time, one for each step and series. */
export function TimeChart({ label, at, stepSeconds, series }: TimeChartProps) {
  const locale = useFormatLocale();
  const nameOf = useStepName(stepSeconds);
  const names = at.map(nameOf);
  const drawn = JSON.stringify([names, series]);
  const option = useMemo(() => {
    const [categories, lines] = JSON.parse(drawn) as [string[], TimeSeries[]];
    return {
      animation: false, // it is drawn anew while it is looked at
      grid: { ...gridWithLabels, top: lines.length > 1 ? 36 : 12 },
      legend: {
        show: lines.length > 1,
        top: 0,
        left: 0,
        itemWidth: 16,
        itemHeight: 12,
        icon: 'roundRect',
      },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      xAxis: { type: 'category', data: categories, axisLabel: { hideOverlap: true } },
      yAxis: { type: 'value', minInterval: 1 },
      series: lines.map(({ name, values }) => ({
        type: 'bar',
        name,
        data: values,
        barMaxWidth: 26,
        itemStyle: { borderRadius: [3, 3, 0, 0] },
      })),
    };
  }, [drawn]);
  const points = names.map((name, place) => {
    const parts = series.map(
      (line) => `${line.name} ${formatNumber(line.values[place] ?? 0, locale)}`,
    );
    return `${name}: ${parts.join(', ')}`;
  });
  return <Chart label={label} option={option} points={points} heightPx={220} />;
}

/** How a step is called, in the person's zone. */
export function useStepName(stepSeconds: number) {
  const locale = useFormatLocale();
  const format = new Intl.DateTimeFormat(locale, {
    ...stepFormat(stepSeconds),
    timeZone: displayTimeZone(),
  });
  return (at: string) => format.format(new Date(at));
}
