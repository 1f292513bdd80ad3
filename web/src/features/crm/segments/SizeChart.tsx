import { useLingui } from '@lingui/react/macro';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { formatDate } from '@/shared/lib/time';
import type { SegmentDay } from './api';
import classes from './segments.module.css';
import { pointsOf } from './sizePoints';

const box = { width: 600, height: 160 };

/** The size of a segment day by day, from at least two days; its numbers stand in the table beside it. */
export function SizeChart({ days }: { days: SegmentDay[] }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const [first, last] = [days.at(0), days.at(-1)];
  if (!first || !last) return null;
  const points = pointsOf(
    days.map((one) => one.contact_count),
    box,
  );
  const start = formatNumber(first.contact_count, locale);
  const end = formatNumber(last.contact_count, locale);
  const from = formatDate(first.day, locale);
  const to = formatDate(last.day, locale);
  return (
    <>
      <svg
        className={classes.chart}
        viewBox={`0 0 ${box.width} ${box.height}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t`From ${start} people on ${from} to ${end} on ${to}`}
      >
        <polygon
          points={`0,${box.height} ${points} ${box.width},${box.height}`}
          fill="currentColor"
          opacity={0.12}
        />
        <polyline
          points={points}
          fill="none"
          stroke="currentColor"
          strokeWidth={2}
          vectorEffect="non-scaling-stroke"
        />
      </svg>
      <div className={classes.ends} aria-hidden>
        <span>
          {from}: {start}
        </span>
        <span>
          {to}: {end}
        </span>
      </div>
    </>
  );
}
