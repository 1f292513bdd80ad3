import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { ChartSection, FigureTable } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import { useStages } from '../contacts/stages';
import classes from './analytics.module.css';
import { downloadSheet, type LifecycleReport, lifecycleQuery } from './api';
import { funnelOf } from './funnel';
import type { DayRange } from './range';

/** How far the people of the book have come: each stage holds those who came at least so far. */
export function Lifecycle({ range, mayTakeAway }: { range: DayRange; mayTakeAway: boolean }) {
  const { t } = useLingui();
  return (
    <ChartSection
      title={t`From lead to customer`}
      description={<Trans>Everybody as of today, by how far they have come.</Trans>}
      query={useQuery(lifecycleQuery(range))}
      hasData={({ now }) => now.length > 0}
      empty={null}
      chart={(report) => <Funnel report={report} />}
      table={(report) => <Figures report={report} />}
      onDownload={mayTakeAway ? () => downloadSheet('lifecycle', range) : undefined}
    />
  );
}

/** Bars with their numbers beside them: what one sees is also what is read aloud. */
function Funnel({ report }: { report: LifecycleReport }) {
  const locale = useFormatLocale();
  const stages = useStages();
  return (
    <ol className={classes.funnel}>
      {funnelOf(report.now).map(({ stage, cameSoFar, ofAll, ofBefore }) => (
        <li key={stage}>
          {ofBefore !== null && (
            <span className={classes.step}>
              <Trans>{formatShare(ofBefore, locale)} went on</Trans>
            </span>
          )}
          <span className={classes.stage}>
            <span>{stages[stage]}</span>
            <b>{formatNumber(cameSoFar, locale)}</b>
          </span>
          <span className={classes.track} aria-hidden>
            <span className={classes.bar} style={{ width: `${ofAll * 100}%` }} />
          </span>
        </li>
      ))}
    </ol>
  );
}

function Figures({ report }: { report: LifecycleReport }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const stages = useStages();
  return (
    <FigureTable
      label={t`From lead to customer`}
      head={[t`Stage`, t`Are in it now`, t`Came at least so far`, t`Share of all`]}
      rows={funnelOf(report.now).map(({ stage, now, cameSoFar, ofAll }) => ({
        key: stage,
        cells: [
          stages[stage],
          formatNumber(now, locale),
          formatNumber(cameSoFar, locale),
          formatShare(ofAll, locale),
        ],
      }))}
    />
  );
}
