import { Trans, useLingui } from '@lingui/react/macro';
import { IconCalendarStats } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { CSSProperties } from 'react';
import { ChartSection, FigureTable } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import { EmptyState } from '@/shared/ui';
import classes from './analytics.module.css';
import { type CohortReport, cohortsQuery, downloadSheet } from './api';

/** Of the people of each month, how many did something in the months after. */
export function Cohorts({ mayTakeAway }: { mayTakeAway: boolean }) {
  const { t } = useLingui();
  return (
    <ChartSection
      title={t`Who stays`}
      description={
        <Trans>
          Each line is the people of one month. Month 0 is that month itself, month 1 the one after:
          how many of them visited, called, wrote or came again?
        </Trans>
      }
      query={useQuery(cohortsQuery)}
      hasData={({ cohorts }) => cohorts.some(({ active }) => active.some((count) => count > 0))}
      empty={
        <EmptyState icon={IconCalendarStats} title={t`Too early to say`} compact>
          <Trans>
            Once calls, visits and bookings are recorded for your contacts, you see here how many
            come back month after month.
          </Trans>
        </EmptyState>
      }
      chart={(report) => <Grid report={report} inShares />}
      table={(report) => <Grid report={report} />}
      onDownload={mayTakeAway ? () => downloadSheet('cohorts') : undefined}
    />
  );
}

/** In shares the cells are also shaded, as a map of heat; else the counts stand there. */
function Grid({ report, inShares }: { report: CohortReport; inShares?: boolean }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const months = report.cohorts[0]?.active.map((_, month) => month) ?? [];
  const monthName = new Intl.DateTimeFormat(locale, {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return (
    <>
      <FigureTable
        label={t`Who stays`}
        head={[t`Month`, t`People`, ...months.map(String)]}
        rows={report.cohorts
          .filter(({ people }) => people > 0)
          .map(({ month, people, active }) => ({
            key: month,
            cells: [
              monthName.format(new Date(month)),
              formatNumber(people, locale),
              ...months.map((number) => {
                const count = active[number];
                if (count === undefined) return null;
                if (!inShares) return formatNumber(count, locale);
                return <Share key={number} share={count / people} />;
              }),
            ],
          }))}
      />
      {report.one_in > 1 && (
        <p className={classes.detail}>
          <Trans>
            From a sample: one person in {formatNumber(report.one_in, locale)} was looked at.
          </Trans>
        </p>
      )}
    </>
  );
}

function Share({ share }: { share: number }) {
  const locale = useFormatLocale();
  return (
    <span className={classes.heat} style={{ '--heat': share } as CSSProperties}>
      {formatShare(Math.round(share * 100) / 100, locale)}
    </span>
  );
}
