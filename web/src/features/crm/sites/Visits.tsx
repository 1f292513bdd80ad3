import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useMemo } from 'react';
import { Chart, FigureTable, gridWithLabels } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { formatDate } from '@/shared/lib/time';
import type { SiteVisits } from './api';

/** Visits of the last 30 days by day, and the pages that are read most. */
export function Visits({ visits }: { visits: SiteVisits }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { days, pages } = visits;
  const names = { known: t`People you know`, others: t`Others` };
  const option = useMemo(
    () => ({
      grid: { ...gridWithLabels, top: 36 },
      legend: { top: 0, left: 0, itemWidth: 16, itemHeight: 12, icon: 'roundRect' },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      xAxis: {
        type: 'category',
        data: days.map(({ day }) => formatDate(day, locale)),
        axisLabel: { hideOverlap: true },
      },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        { name: names.others, data: days.map(({ visits: all, identified }) => all - identified) },
        { name: names.known, data: days.map(({ identified }) => identified) },
      ].map((series) => ({ ...series, type: 'bar', stack: 'all', barMaxWidth: 26 })),
    }),
    [days, locale, names.known, names.others],
  );
  const row = ({ visits: all, identified }: { visits: number; identified: number }) => [
    formatNumber(all, locale),
    formatNumber(identified, locale),
  ];
  return (
    <>
      <Text size="sm" fw={600} mt="lg" mb={6}>
        <Trans>Visits in the last 30 days</Trans>
      </Text>
      <Chart
        label={t`Visits in the last 30 days`}
        option={option}
        points={days.map((day) => {
          const [all, known] = row(day);
          return t`${formatDate(day.day, locale)}: ${all} visits, ${known} of people you know`;
        })}
        heightPx={200}
      />
      <Text size="sm" fw={600} mt="lg" mb={6}>
        <Trans>Pages that are read most</Trans>
      </Text>
      <FigureTable
        label={t`Pages that are read most`}
        head={[t`Page`, t`Visits`, names.known]}
        rows={pages.map((page) => ({ key: page.path, cells: [page.path, ...row(page)] }))}
      />
    </>
  );
}
