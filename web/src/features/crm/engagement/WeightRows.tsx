import { Trans, useLingui } from '@lingui/react/macro';
import { NumberInput, Select, Text } from '@mantine/core';
import { useInteractionKinds } from '../contacts/page/interactions';
import type { EngagementWeight } from './api';
import classes from './engagement.module.css';
import { useHalfLives } from './useHalfLives';
import { isDefault, mostPoints, otherKinds } from './weights';

interface Props {
  weights: EngagementWeight[];
  /** Absent: the person may only look. */
  onChange?: (weights: EngagementWeight[]) => void;
}

export function WeightRows({ weights, onChange }: Props) {
  const { t } = useLingui();
  const change = (type: string, with_: Partial<EngagementWeight>) =>
    onChange?.(weights.map((one) => (one.interaction_type === type ? { ...one, ...with_ } : one)));
  return (
    <ul className={classes.rows} aria-label={t`What counts`}>
      <li className={classes.head} aria-hidden>
        <span>
          <Trans>What happens</Trans>
        </span>
        <span>
          <Trans>Points</Trans>
        </span>
        <span>
          <Trans>Half of it gone after</Trans>
        </span>
      </li>
      {weights.map((one) => (
        <WeightRow
          key={one.interaction_type}
          weight={one}
          onChange={onChange && ((with_) => change(one.interaction_type, with_))}
        />
      ))}
    </ul>
  );
}

interface RowProps {
  weight: EngagementWeight;
  onChange?: (change: Partial<EngagementWeight>) => void;
}

function WeightRow({ weight, onChange }: RowProps) {
  const { t } = useLingui();
  const kindOf = useInteractionKinds();
  const halfLives = useHalfLives();
  const kind = kindOf(weight.interaction_type);
  const label = weight.interaction_type === otherKinds ? t`Anything else` : kind.label;
  return (
    <li className={classes.row}>
      <span className={classes.kind}>
        <kind.icon size={17} stroke={1.8} aria-hidden />
        <span>
          {label}
          {!isDefault(weight) && (
            <Text size="xs" c="dimmed">
              <Trans>Default: {weight.default_points} points</Trans>
            </Text>
          )}
        </span>
      </span>
      <NumberInput
        aria-label={t`Points: ${label}`}
        value={weight.points}
        min={0}
        max={mostPoints}
        allowDecimal={false}
        clampBehavior="strict"
        disabled={!onChange}
        onChange={(value) => typeof value === 'number' && onChange?.({ points: value })}
      />
      <Select
        aria-label={t`Half of it gone after: ${label}`}
        data={halfLives(weight.half_life_days)}
        value={String(weight.half_life_days)}
        allowDeselect={false}
        disabled={!onChange || weight.points === 0}
        onChange={(value) => value && onChange?.({ half_life_days: Number(value) })}
      />
    </li>
  );
}
