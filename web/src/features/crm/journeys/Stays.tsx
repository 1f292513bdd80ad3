import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Text } from '@mantine/core';
import { useMembers } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney } from '@/shared/lib/numbers';
import { formatDate } from '@/shared/lib/time';
import { useInteractionKinds } from '../contacts/page/interactions';
import type { Journey, JourneyEntry } from './api';
import classes from './journeys.module.css';
import { useRuleName } from './ruleWords';
import { useJourneyStages } from './stages';

/** Every stay in a stage, newest first: how long, who or what brought the person there, what was won. */
export function Stays({ journey }: { journey: Journey }) {
  const { t } = useLingui();
  if (journey.history.length === 0)
    return (
      <Text c="dimmed" mt="md">
        <Trans>
          Has not moved yet. Rules, bookings and programs move people by themselves, you by hand.
        </Trans>
      </Text>
    );
  return (
    <ol className={classes.stays} aria-label={t`History`}>
      {journey.history.map((stay) => (
        <Stay key={stay.id} stay={stay} currency={journey.currency} />
      ))}
    </ol>
  );
}

function Stay({ stay, currency }: { stay: JourneyEntry; currency: string }) {
  const locale = useFormatLocale();
  const stages = useJourneyStages();
  const why = useWhyWords();
  const { stage_entered_at, stage_left_at, stage_duration_days, next_stage } = stay;
  const entered = formatDate(stage_entered_at, locale);
  const left = stage_left_at && formatDate(stage_left_at, locale);
  const next = next_stage && stages[next_stage].label;
  return (
    <li className={classes.stay} data-open={stage_left_at === null || undefined}>
      <div className={classes.stayHead}>
        <Text span fw={550}>
          {stages[stay.journey_stage].label}
        </Text>
        <Text span size="sm" c="dimmed">
          {left === null ? (
            <Trans>since {entered}</Trans>
          ) : left === entered ? (
            entered
          ) : (
            <Trans>
              {entered} to {left}
            </Trans>
          )}
          {stage_duration_days !== null && (
            <>
              {' · '}
              <Plural value={stage_duration_days} _0="under a day" one="# day" other="# days" />
            </>
          )}
          {next && (
            <>
              {' · '}
              <Trans>then {next}</Trans>
            </>
          )}
        </Text>
      </div>
      <Text size="sm" c="dimmed">
        {why(stay)}
      </Text>
      <Conversion stay={stay} currency={currency} />
    </li>
  );
}

function Conversion({ stay, currency }: { stay: JourneyEntry; currency: string }) {
  const locale = useFormatLocale();
  // What was won by hand is in words already, what an interaction brought is its type.
  const kindOf = useInteractionKinds();
  const { conversion_event, conversion_value } = stay;
  const value = conversion_value && formatMoney(conversion_value, currency, locale);
  const words = [conversion_event && kindOf(conversion_event).label, value].filter(Boolean);
  if (words.length === 0) return null;
  return (
    <Badge color="green" mt={4}>
      {words.join(' · ')}
    </Badge>
  );
}

/** Who or what brought somebody into a stage, and why. */
function useWhyWords(): (stay: JourneyEntry) => string {
  const { t } = useLingui();
  const members = useMembers();
  const ruleName = useRuleName();
  return ({ triggered_by, trigger_details, created_by }) => {
    const { rule, reason } = (trigger_details ?? {}) as { rule?: string; reason?: string };
    const person = members.find(({ user_id }) => user_id === created_by)?.name;
    const because = reason ? `: ${t`“${reason}”`}` : '';
    if (rule) {
      const name = ruleName(rule);
      return t`Moved by the rule “${name}”`;
    }
    if (triggered_by === 'manual')
      return (person ? t`Moved by ${person}` : t`Moved by hand`) + because;
    if (created_by || reason) return t`Moved by a program` + because;
    return triggered_by === 'automation' ? t`First contact` : t`Moved by a rule`;
  };
}
