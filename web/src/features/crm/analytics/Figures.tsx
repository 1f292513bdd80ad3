import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { IconArrowDownRight, IconArrowUpRight } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import classes from './analytics.module.css';
import { type LifecycleReport, lifecycleQuery } from './api';
import { type DayRange, rangeBefore } from './range';

/** The few numbers one looks for first, against as many days before. */
export function Figures({ range }: { range: DayRange }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { data } = useQuery(lifecycleQuery(range));
  const { data: before } = useQuery(lifecycleQuery(rangeBefore(range)));
  const count = (value: number) => formatNumber(Math.round(value), locale);
  const share = (value: number | null) => (value === null ? '—' : formatShare(value, locale));
  return (
    <dl className={classes.figures}>
      <Figure
        name={t`New contacts`}
        value={data && count(data.added)}
        change={changeOf(data, before, ({ added }) => added)}
      />
      <Figure
        name={t`Of these customers by now`}
        value={data && share(data.conversion)}
        detail={
          data &&
          data.added > 0 && (
            <Plural value={data.added_and_customers} one="# person" other="# people" />
          )
        }
      />
      <Figure
        name={t`Became customers`}
        value={data && count(data.won)}
        change={changeOf(data, before, ({ won }) => won)}
      />
      <Figure
        name={t`From first contact to customer`}
        value={data && <Days days={data.median_days_to_win} />}
        detail={data?.median_days_to_win != null && t`half of them sooner`}
      />
    </dl>
  );
}

interface FigureProps {
  name: string;
  value: ReactNode;
  detail?: ReactNode;
  /** Against the time before: 0.2 is a fifth more. */
  change?: number | null;
}

function Figure({ name, value, detail, change }: FigureProps) {
  return (
    <div className={classes.figure}>
      <dt>{name}</dt>
      <dd>
        <span className={classes.value}>{value ?? '…'}</span>
        {detail && <span className={classes.detail}>{detail}</span>}
        {change != null && <Change change={change} />}
      </dd>
    </div>
  );
}

/** A change is said in words and by an arrow, not by its colour alone. */
function Change({ change }: { change: number }) {
  const { t } = useLingui();
  const share = formatShare(Math.abs(change), useFormatLocale());
  if (Math.abs(change) < 0.005)
    return <span className={classes.detail}>{t`as many as before`}</span>;
  const Arrow = change < 0 ? IconArrowDownRight : IconArrowUpRight;
  return (
    <span className={classes.change} data-down={change < 0 || undefined}>
      <Arrow size={14} aria-hidden />
      {change < 0 ? t`${share} fewer than before` : t`${share} more than before`}
    </span>
  );
}

function Days({ days }: { days: number | null }) {
  const locale = useFormatLocale();
  if (days === null) return <>—</>;
  if (days < 1) return <Trans>less than a day</Trans>;
  return (
    <>
      {new Intl.NumberFormat(locale, {
        style: 'unit',
        unit: 'day',
        unitDisplay: 'long',
        maximumFractionDigits: 0,
      }).format(days)}
    </>
  );
}

/** Null where there is nothing to compare with. */
function changeOf(
  now: LifecycleReport | undefined,
  before: LifecycleReport | undefined,
  of: (report: LifecycleReport) => number,
): number | null {
  if (!now || !before || of(before) === 0) return null;
  return of(now) / of(before) - 1;
}
