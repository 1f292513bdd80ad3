import { Trans, useLingui } from '@lingui/react/macro';
import { IconMapPin } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { ChartSection, FigureTable } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney, formatNumber, formatShare } from '@/shared/lib/numbers';
import { EmptyState } from '@/shared/ui';
import classes from './analytics.module.css';
import { downloadSheet, type SourceReport, sourcesQuery } from './api';
import { useSourceName } from './names';
import type { DayRange } from './range';

const mostBars = 8;

/** Which sources bring customers and money. */
export function Sources({ range, mayTakeAway }: { range: DayRange; mayTakeAway: boolean }) {
  const { t } = useLingui();
  return (
    <ChartSection
      title={t`Best sources`}
      description={
        <Trans>
          What those who were added in this time have brought by now: sales, and what was won with a
          step of their journey.
        </Trans>
      }
      query={useQuery(sourcesQuery(range))}
      hasData={({ sources }) => sources.length > 0}
      empty={
        <EmptyState icon={IconMapPin} title={t`Nobody was added in this time`} compact>
          <Trans>
            Each contact has a source: the website, a recommendation, a fair. Here you see which one
            pays off.
          </Trans>
        </EmptyState>
      }
      chart={(report) => <Bars report={report} />}
      table={(report) => <Figures report={report} />}
      onDownload={mayTakeAway ? () => downloadSheet('sources', range) : undefined}
    />
  );
}

/** By value while there is any, else by customers, else by people: the longest bar is the best source. */
function Bars({ report }: { report: SourceReport }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const nameOf = useSourceName();
  const measure = measureOf(report.sources);
  const most = Math.max(...report.sources.map(measure));
  const rest = report.sources.length - mostBars;
  return (
    <>
      <ol className={classes.sources}>
        {report.sources.slice(0, mostBars).map((each) => (
          <li key={each.source}>
            <span className={classes.sourceName}>{nameOf(each.source)}</span>
            <span className={classes.track} aria-hidden>
              <span className={classes.bar} style={{ width: `${(100 * measure(each)) / most}%` }} />
            </span>
            <b className={classes.money}>{formatMoney(each.value, report.currency, locale)}</b>
            <span className={classes.detail}>
              <Trans>
                {formatNumber(each.customers, locale)} of {formatNumber(each.added, locale)} became
                customers ({formatShare(each.conversion, locale)})
              </Trans>
            </span>
          </li>
        ))}
      </ol>
      {rest > 0 && (
        <p className={classes.detail}>{t`The table shows ${formatNumber(rest, locale)} more.`}</p>
      )}
    </>
  );
}

function measureOf(sources: SourceReport['sources']) {
  const measures: ((each: SourceReport['sources'][number]) => number)[] = [
    ({ value }) => Number(value),
    ({ customers }) => customers,
    ({ added }) => added,
  ];
  return measures.find((measure) => sources.some((each) => measure(each) > 0)) ?? (() => 0);
}

function Figures({ report }: { report: SourceReport }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const nameOf = useSourceName();
  return (
    <FigureTable
      label={t`Best sources`}
      head={[t`Source`, t`Added`, t`Customers`, t`Share`, t`Value`]}
      rows={report.sources.map((each) => ({
        key: each.source,
        cells: [
          nameOf(each.source),
          formatNumber(each.added, locale),
          formatNumber(each.customers, locale),
          formatShare(each.conversion, locale),
          formatMoney(each.value, report.currency, locale),
        ],
      }))}
    />
  );
}
