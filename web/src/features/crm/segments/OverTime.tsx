import { Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { IconChartLine } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { Chart, ChartSection, FigureTable } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney, formatNumber } from '@/shared/lib/numbers';
import { formatDate } from '@/shared/lib/time';
import { EmptyState } from '@/shared/ui';
import type { SegmentPerformance } from './api';
import { type Measure, measuredDays, overTimeOption } from './overTimeOption';

interface OverTimeProps {
  query: { data: SegmentPerformance | undefined; error: unknown; refetch: () => unknown };
}

/** How many are in it day by day, how lively they are and what they bring. */
export function OverTime({ query }: OverTimeProps) {
  const { t } = useLingui();
  const [measure, setMeasure] = useState<Measure>('people');
  const names = useMeasureNames();
  return (
    <ChartSection
      title={t`Over time`}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={t`What is drawn`}
          value={measure}
          onChange={(chosen) => setMeasure(chosen as Measure)}
          data={(['people', 'engagement', 'revenue'] as const).map((value) => ({
            value,
            label: names[value],
          }))}
        />
      }
      query={query}
      hasData={({ days }) => days.length > 1}
      empty={
        <EmptyState icon={IconChartLine} title={t`Nothing to draw yet`} compact>
          <Trans>
            Each day adds a point: how many people are in it, how lively they are and what they
            bring.
          </Trans>
        </EmptyState>
      }
      chart={(performance) => <Drawn performance={performance} measure={measure} />}
      table={(performance) => <Figures performance={performance} />}
    />
  );
}

interface DrawnProps {
  performance: SegmentPerformance;
  measure: Measure;
}

function Drawn({ performance, measure }: DrawnProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const name = useMeasureNames()[measure];
  const format = useFormatOf(performance.currency);
  const days = measuredDays(performance.days, measure);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the words follow the language
  const option = useMemo(
    () => overTimeOption(days, measure, name, (value) => format(measure, value), shortDay(locale)),
    [performance, measure, locale],
  );
  if (!days.some(({ value }) => value !== null)) return <NothingMeasured />;
  const points = days.map(({ day, value }) => {
    const date = formatDate(day, locale);
    return value === null ? t`${date}: not known` : `${date}: ${format(measure, value)}`;
  });
  return <Chart label={t`${name} over time`} option={option} points={points} heightPx={260} />;
}

/** The score of members is taken each night. */
function NothingMeasured() {
  const { t } = useLingui();
  return (
    <EmptyState icon={IconChartLine} title={t`Nothing to draw yet`} compact>
      <Trans>How lively the people are is noted each night. Look again tomorrow.</Trans>
    </EmptyState>
  );
}

function Figures({ performance }: { performance: SegmentPerformance }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const format = useFormatOf(performance.currency);
  return (
    <FigureTable
      label={t`Over time`}
      head={[t`Day`, t`People`, t`Came`, t`Left`, t`Engagement`, t`Revenue`]}
      rows={performance.days
        .map((one) => ({
          key: one.day,
          cells: [
            formatDate(one.day, locale),
            ...[one.contact_count, one.entered, one.left_count].map((count) =>
              formatNumber(count, locale),
            ),
            one.average_score === null ? '–' : format('engagement', one.average_score),
            format('revenue', Number(one.revenue)),
          ],
        }))
        .toReversed()}
    />
  );
}

function useMeasureNames(): Record<Measure, string> {
  const { t } = useLingui();
  return { people: t`People`, engagement: t`Engagement`, revenue: t`Revenue` };
}

function useFormatOf(currency: string) {
  const locale = useFormatLocale();
  return (measure: Measure, value: number) =>
    measure === 'revenue'
      ? formatMoney(String(value), currency, locale)
      : formatNumber(Math.round(value), locale);
}

function shortDay(locale: string) {
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    timeZone: 'UTC',
  });
  return (day: string) => format.format(new Date(day));
}
