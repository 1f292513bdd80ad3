import { useLingui } from '@lingui/react/macro';
import classes from './Score.module.css';

interface ScoreProps {
  value: number;
  wide?: boolean;
  /** What it is a score of; the engagement when absent. */
  label?: string;
}

/** A score, 0 to 100, as a bar and a number. */
export function Score({ value, wide, label }: ScoreProps) {
  const { t } = useLingui();
  return (
    <span
      className={classes.score}
      data-wide={wide || undefined}
      role="img"
      aria-label={label ?? t`Engagement score ${value} of 100`}
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
