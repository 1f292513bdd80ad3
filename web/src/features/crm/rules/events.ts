// Conditions on what people did: which of it (`of`) and when (`during`), as the builder edits them.
import type { Condition } from './rule';

/** How a condition limits the time in which something happened. The ends of a span belong to it. */
export const timeSpans = ['any', 'last', 'between', 'since', 'until'] as const;
export type TimeSpan = (typeof timeSpans)[number];

type During = Condition['during'];

const usualDays = 90;
/** The server's bound. */
export const mostDays = 36_500;

export function spanOf(during: During): TimeSpan {
  if (!during) return 'any';
  if ('last_days' in during) return 'last';
  if ('from' in during) return 'to' in during ? 'between' : 'since';
  return 'to' in during ? 'until' : 'any';
}

/** Another way to limit the time; a day that was filled in stays where there is a place for it. */
export function withSpan(during: During, span: TimeSpan): During {
  const { from = '', to = '' } = during ?? {};
  switch (span) {
    case 'any':
      return undefined;
    case 'last':
      return { last_days: usualDays };
    case 'between':
      return { from, to };
    case 'since':
      return { from };
    case 'until':
      return { to };
  }
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const isDay = (value: unknown) => typeof value === 'string' && dayPattern.test(value);

export type DuringProblem = 'incomplete' | 'backwards';

/** What keeps `during` from being asked; null when nothing does. */
export function duringProblem(during: During): DuringProblem | null {
  if (!during) return null;
  const { last_days, from, to } = during;
  const whole = Number.isInteger(last_days) && Number(last_days) >= 0;
  if ('last_days' in during) return whole && Number(last_days) <= mostDays ? null : 'incomplete';
  const days = [...('from' in during ? [from] : []), ...('to' in during ? [to] : [])];
  if (!days.every(isDay)) return 'incomplete';
  return isDay(from) && isDay(to) && String(from) > String(to) ? 'backwards' : null;
}

/** What `of` names of a part: `{ types: ['call'] }` → `['call']`. */
export function wantedOf(of: Condition['of'], part: string): string[] {
  const wanted = of?.[part];
  return Array.isArray(wanted) ? wanted.map(String) : [];
}

/** `of` with other values for one part; a part without any is not named, since an empty list would fit nothing. */
export function withWanted(of: Condition['of'], part: string, wanted: string[]): Condition['of'] {
  const { [part]: _, ...others } = of ?? {};
  const next = wanted.length > 0 ? { ...others, [part]: wanted } : others;
  return Object.keys(next).length > 0 ? next : undefined;
}

/** The condition with another `of` or `during`; what is undefined is not part of it any more. */
export function withEvents(
  condition: Condition,
  change: Partial<Pick<Condition, 'of' | 'during'>>,
): Condition {
  const { of, during, ...rest } = { ...condition, ...change };
  return { ...rest, ...(of && { of }), ...(during && { during }) };
}
