import { useLingui } from '@lingui/react/macro';
import classes from './Score.module.css';

/** The engagement score, 0 to 100, as a bar and a number. */
export function Score({ value, wide }: { value: number; wide?: boolean }) {
  const { t } = useLingui();
  return (
    <span
      className={classes.score}
      data-wide={wide || undefined}
      role="img"
      aria-label={t`Engagement score ${value} of 100`}
    >
      <span className={classes.track}>
        <span className={classes.fill} data-level={levelOf(value)} style={{ width: `${value}%` }} />
      </span>
      <span className={classes.number}>{value}</span>
    </span>
  );
}

function levelOf(value: number): 'low' | 'middle' | 'high' {
  if (value >= 60) return 'high';
  return value >= 25 ? 'middle' : 'low';
}
