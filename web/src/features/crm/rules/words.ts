import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useMe, useMembers } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { formatDate } from '@/shared/lib/time';
import { useSourceName } from '../analytics/names';
import { useStages } from '../contacts/stages';
import { useJourneyStages } from '../journeys/stages';
import { tagsQuery } from '../tags/api';
import { valueKind } from './complete';
import { useEventWords } from './eventWords';
import { type RuleField, segmentNamesQuery } from './fields';
import type { Condition, Match } from './rule';

export function useMatchWords(): Record<Match, string> {
  const { t } = useLingui();
  return { all: t`all of`, any: t`any of`, none: t`none of` };
}

/** "is at least": the operators as they are read between a field and a value. */
export function useOperatorWords(): (type: RuleField['type'], operator: string) => string {
  const { t } = useLingui();
  const words: Record<string, string> = {
    is: t`is`,
    is_not: t`is not`,
    contains: t`contains`,
    not_contains: t`does not contain`,
    starts_with: t`starts with`,
    is_any_of: t`is any of`,
    is_none_of: t`is none of`,
    is_empty: t`is empty`,
    is_not_empty: t`is filled in`,
    at_least: t`is at least`,
    at_most: t`is at most`,
    between: t`is between`,
    before: t`is before`,
    after: t`is after`,
    within_last_days: t`in the last … days`,
    more_than_days_ago: t`more than … days ago`,
    on: t`is on`,
    within_next_days: t`in the next … days`,
    anniversary_within_days: t`has its anniversary within … days`,
    is_all_of: t`is all of`,
    has_any_of: t`has any of`,
    has_all_of: t`has all of`,
    has_none_of: t`has none of`,
  };
  return (type, operator) =>
    (type === 'number' || type === 'count') && operator === 'is'
      ? t`is exactly`
      : (words[operator] ?? operator);
}

interface Option {
  value: string;
  label: string;
}

/** What can be chosen for a field that has a list: stages, members, tags, the options of a custom field. */
export function useOptionsOf(): (field: RuleField) => Option[] {
  const { t } = useLingui();
  const optionNames = useOptionNames();
  const members = useMembers();
  const me = useMe().user.id;
  const { data: tags } = useQuery(tagsQuery);
  const { data: segments } = useQuery(segmentNamesQuery);
  return (field) => {
    if (field.type === 'user')
      return members
        .map(({ user_id, name }) => ({
          value: user_id,
          label: user_id === me ? t`${name} (you)` : name,
        }))
        .sort((one, other) => Number(other.value === me) - Number(one.value === me));
    if (field.type === 'tags')
      return (tags?.items ?? []).map(({ name }) => ({ value: name, label: name }));
    if (field.type === 'segments')
      return (segments?.items ?? []).map(({ id, name }) => ({ value: id, label: name }));
    return field.options.map((option) => ({
      value: option,
      label: optionNames[field.key]?.[option] ?? option,
    }));
  };
}

/** Of fields whose options are the app's own, in its words; those of other fields are shown as they are. */
function useOptionNames(): Record<string, Record<string, string>> {
  const lifecycle_stage = useStages();
  const journey = useJourneyStages();
  const journey_stage = Object.fromEntries(
    Object.entries(journey).map(([stage, { label }]) => [stage, label]),
  );
  return { lifecycle_stage, journey_stage };
}

/** A text that the app itself writes goes by the name that people know it by. */
function useTextName(): (text: string, field: RuleField) => string {
  const sourceName = useSourceName();
  return (text, field) => (field.suggestions.includes(text) ? sourceName(text) : text);
}

/** What somebody has in a field, in words: the explanation gives it as the database writes it. */
export function useHeldWords(): (held: string, field: RuleField) => string {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const optionsOf = useOptionsOf();
  const textName = useTextName();
  return (held, field) => {
    switch (field.type) {
      case 'text':
        return textName(held, field);
      case 'boolean':
        return held.startsWith('t') ? t`yes` : t`no`;
      case 'number':
      case 'count':
        return Number.isFinite(Number(held)) ? formatNumber(Number(held), locale) : held;
      case 'date':
        return formatDate(isoInstant(held), locale);
      default: {
        const options = new Map(optionsOf(field).map(({ value, label }) => [value, label]));
        return held
          .split(', ')
          .map((one) => options.get(one) ?? one)
          .join(', ');
      }
    }
  };
}

/** "2026-03-08 10:30:00+00", as PostgreSQL writes it, the way JavaScript reads it; a day stays a day. */
export function isoInstant(written: string): string {
  return written
    .replace(' ', 'T')
    .replace(/([+-]\d\d)$/, (offset) => (written.includes(':') ? `${offset}:00` : offset));
}

/** The value of a condition in words; "…" while it is not filled in. */
export function useValueWords(): (condition: Condition, field: RuleField) => string {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const optionsOf = useOptionsOf();
  const textName = useTextName();
  const list = new Intl.ListFormat(locale, { type: 'disjunction' });
  const quoted = (words: string) => t`“${words}”`;
  return ({ operator, value }, field) => {
    const kind = valueKind(field.type, operator);
    if (kind === 'none') return '';
    if (value === undefined || value === '') return '…';
    const named = (one: unknown) =>
      optionsOf(field).find((option) => option.value === one)?.label ?? String(one);
    const several = (Array.isArray(value) ? value : [value]) as unknown[];
    if (several.length === 0) return '…';
    switch (kind) {
      case 'boolean':
        return value ? t`yes` : t`no`;
      case 'number':
        return formatNumber(Number(value), locale);
      case 'numbers':
        return several.map((one) => formatNumber(Number(one), locale)).join(' – ');
      case 'date':
        return formatDate(String(value), locale);
      case 'dates':
        return several.map((one) => (one ? formatDate(String(one), locale) : '…')).join(' – ');
      case 'option':
      case 'options':
        return list.format(several.map(named));
      default:
        return list.format(several.map((one) => quoted(textName(String(one), field))));
    }
  };
}

/** A whole condition in words: "Tags has any of vip or newsletter", "Last interaction today (Call)". */
export function useConditionWords(): (condition: Condition, field: RuleField) => string {
  const comparisonWords = useComparisonWords();
  const eventWords = useEventWords();
  return (condition, field) => {
    const events = eventWords(condition, field);
    const words = comparisonWords(condition, field);
    return events ? `${words} (${events})` : words;
  };
}

function useComparisonWords(): (condition: Condition, field: RuleField) => string {
  const { t } = useLingui();
  const operatorWords = useOperatorWords();
  const valueWords = useValueWords();
  return (condition, field) => {
    const { operator, value } = condition;
    const { label } = field;
    const days = String(value ?? '…');
    if (operator === 'within_last_days')
      return value === 0 ? t`${label} today` : t`${label} in the last ${days} days`;
    if (operator === 'more_than_days_ago') return t`${label} more than ${days} days ago`;
    const words = operatorWords(field.type, operator);
    return [label, words, valueWords(condition, field)].filter(Boolean).join(' ');
  };
}
