import { Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl, Select } from '@mantine/core';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { Chart, ChartSection, FigureTable } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { EmptyState } from '@/shared/ui';
import { downloadSheet, type Growth, growthQuery } from './api';
import { growthOption, growthRows } from './growthOption';
import { usePeriodNames, useSourceName, useStageName } from './names';
import { type DayRange, fittingPeriod, type Period, possiblePeriods } from './range';
import type { AnalyticsSearch, GrowthBy } from './search';

interface GrowthChartProps {
  range: DayRange;
  search: AnalyticsSearch;
  mayTakeAway: boolean;
}

/** How many people were added when, and through which source or in which stage they are. */
export function GrowthChart({ range, search, mayTakeAway }: GrowthChartProps) {
  const { t } = useLingui();
  const possible = possiblePeriods(range);
  const period =
    search.period && possible.includes(search.period) ? search.period : fittingPeriod(range);
  const by = search.by ?? 'source';
  const query = { ...range, period, by };
  const growth = useQuery(growthQuery(query));
  return (
    <ChartSection
      title={t`New contacts`}
      description={<Trans>Who was added when, without those in the trash.</Trans>}
      controls={<Controls by={by} period={period} possible={possible} />}
      query={growth}
      hasData={({ series }) => series.length > 0}
      empty={
        <EmptyState icon={IconChartBar} title={t`Nobody was added in this time`} compact>
          <Trans>Choose a longer time, or look again when new people have come.</Trans>
        </EmptyState>
      }
      chart={(data) => <Drawn growth={data} by={by} period={period} />}
      table={(data) => <Figures growth={data} by={by} period={period} />}
      onDownload={mayTakeAway ? () => downloadSheet('growth', query) : undefined}
    />
  );
}

function Controls({ by, period, possible }: { by: GrowthBy; period: Period; possible: Period[] }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const periodNames = usePeriodNames();
  const change = (search: Pick<AnalyticsSearch, 'by' | 'period'>) =>
    void navigate({ to: '/analytics', search: (before) => ({ ...before, ...search }) });
  return (
    <>
      <SegmentedControl
        size="xs"
        aria-label={t`Grouped by`}
        value={by}
        onChange={(chosen) =>
          change({ by: chosen === 'lifecycle_stage' ? 'lifecycle_stage' : undefined })
        }
        data={[
          { value: 'source', label: t`Source` },
          { value: 'lifecycle_stage', label: t`Stage` },
        ]}
      />
      <Select
        size="xs"
        w={136}
        aria-label={t`Steps`}
        allowDeselect={false}
        value={period}
        data={possible.map((value) => ({ value, label: periodNames[value] }))}
        onChange={(chosen) => change({ period: (chosen ?? undefined) as Period })}
      />
    </>
  );
}

interface DrawnProps {
  growth: Growth;
  by: GrowthBy;
  period: Period;
}

function Drawn({ growth, by, period }: DrawnProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const nameOf = useSeriesName(by);
  const { short, long } = usePeriodWords(period);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words follow the language and the steps
  const option = useMemo(() => growthOption(growth, nameOf, short), [growth, by, period, locale]);
  const points = growthRows(growth).map(({ period: day, values, total }) => {
    const parts = growth.series
      .map(({ name }, index) => ({ name: nameOf(name), value: values[index] ?? 0 }))
      .filter(({ value }) => value > 0)
      .map(({ name, value }) => `${name} ${formatNumber(value, locale)}`);
    return `${long(day)}: ${[formatNumber(total, locale), ...parts].join(', ')}`;
  });
  return <Chart label={t`New contacts`} option={option} points={points} />;
}

function Figures({ growth, by, period }: DrawnProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const nameOf = useSeriesName(by);
  const { long } = usePeriodWords(period);
  return (
    <FigureTable
      label={t`New contacts`}
      head={[t`Period`, t`Together`, ...growth.series.map(({ name }) => nameOf(name))]}
      rows={growthRows(growth)
        .toReversed()
        .map(({ period: day, values, total }) => ({
          key: day,
          cells: [long(day), ...[total, ...values].map((value) => formatNumber(value, locale))],
        }))}
    />
  );
}

function useSeriesName(by: GrowthBy) {
  const sourceName = useSourceName();
  const stageName = useStageName();
  return by === 'source' ? sourceName : stageName;
}

/** A period by its first day, or by its month. */
function usePeriodWords(period: Period) {
  const locale = useFormatLocale();
  const write = (options: Intl.DateTimeFormatOptions) => {
    const format = new Intl.DateTimeFormat(locale, { ...options, timeZone: 'UTC' });
    return (day: string) => format.format(new Date(day));
  };
  return period === 'month'
    ? {
        short: write({ month: 'short', year: '2-digit' }),
        long: write({ month: 'long', year: 'numeric' }),
      }
    : { short: write({ day: 'numeric', month: 'short' }), long: write({ dateStyle: 'medium' }) };
}
