import { Trans, useLingui } from '@lingui/react/macro';
import { NumberInput, Select, Text, TextInput } from '@mantine/core';
import { duringProblem, mostDays, spanOf, type TimeSpan, timeSpans, withSpan } from './events';
import type { Condition } from './rule';
import classes from './rules.module.css';

interface DuringEditorProps {
  during: Condition['during'];
  onChange: (during: Condition['during']) => void;
  inPopover?: boolean;
}

/** When something happened: at any time, in the last days, between, since or up to a day. */
export function DuringEditor({ during, onChange, inPopover }: DuringEditorProps) {
  const { t } = useLingui();
  const names = useTimeSpanWords();
  const span = spanOf(during);
  const backwards = duringProblem(during) === 'backwards';
  return (
    <span className={classes.during}>
      <Select
        aria-label={t`When`}
        size="sm"
        w={164}
        allowDeselect={false}
        withCheckIcon={false}
        comboboxProps={{ withinPortal: !inPopover }}
        data={timeSpans.map((value) => ({ value, label: names[value] }))}
        value={span}
        onChange={(next) => next && onChange(withSpan(during, next as TimeSpan))}
      />
      {span === 'last' && (
        <>
          <NumberInput
            aria-label={t`Number of days`}
            size="sm"
            w={68}
            hideControls
            min={0}
            max={mostDays}
            clampBehavior="strict"
            allowDecimal={false}
            value={Number.isInteger(during?.last_days) ? Number(during?.last_days) : ''}
            onChange={(next) => onChange({ last_days: next })}
          />
          <Text size="sm" c="dimmed">
            {during?.last_days === 0 ? <Trans>days: today</Trans> : <Trans>days</Trans>}
          </Text>
        </>
      )}
      {(['from', 'to'] as const)
        .filter((end) => during && end in during)
        .map((end) => (
          <TextInput
            key={end}
            aria-label={end === 'from' ? t`From` : t`To`}
            type="date"
            size="sm"
            min="1901-01-01"
            max="2036-12-31"
            error={end === 'to' && backwards && t`Ends before it begins`}
            value={String(during?.[end] ?? '')}
            onChange={(event) => onChange({ ...during, [end]: event.currentTarget.value })}
          />
        ))}
    </span>
  );
}

function useTimeSpanWords(): Record<TimeSpan, string> {
  const { t } = useLingui();
  return {
    any: t`at any time`,
    last: t`in the last … days`,
    between: t`between two days`,
    since: t`since a day`,
    until: t`up to a day`,
  };
}
