import { describe, expect, it } from 'vitest';
import {
  type DuringProblem,
  duringProblem,
  spanOf,
  type TimeSpan,
  withEvents,
  withSpan,
  withWanted,
} from './events';
import type { Condition } from './rule';

describe('when something happened', () => {
  it.each<[Condition['during'], TimeSpan, DuringProblem | null]>([
    [undefined, 'any', null],
    [{}, 'any', null],
    [{ last_days: 0 }, 'last', null],
    [{ last_days: 36_500 }, 'last', null],
    [{ last_days: 36_501 }, 'last', 'incomplete'],
    [{ last_days: 1.5 }, 'last', 'incomplete'],
    [{ last_days: '' }, 'last', 'incomplete'],
    [{ from: '2026-01-01', to: '2026-01-01' }, 'between', null],
    [{ from: '2026-01-02', to: '2026-01-01' }, 'between', 'backwards'],
    [{ from: '2026-01-02', to: '' }, 'between', 'incomplete'],
    [{ from: '2026-01-02' }, 'since', null],
    [{ to: '2026-01-02' }, 'until', null],
    [{ to: '' }, 'until', 'incomplete'],
  ])('%j is read as "%s", problem: %s', (during, span, problem) => {
    expect(spanOf(during)).toBe(span);
    expect(duringProblem(during)).toBe(problem);
  });

  it.each<[Condition['during'], TimeSpan, Condition['during']]>([
    [undefined, 'last', { last_days: 90 }],
    [{ last_days: 7 }, 'any', undefined],
    [{ from: '2026-01-01' }, 'between', { from: '2026-01-01', to: '' }],
    [{ from: '2026-01-01', to: '2026-02-01' }, 'until', { to: '2026-02-01' }],
  ])('%j becomes "%s": %j', (before, span, after) => {
    expect(withSpan(before, span)).toEqual(after);
  });
});

describe('which of it', () => {
  it('is named part by part, and not at all when nothing is chosen', () => {
    const calls = withWanted(undefined, 'types', ['call']);
    expect(calls).toEqual({ types: ['call'] });
    expect(withWanted(calls, 'platforms', ['email'])).toEqual({
      types: ['call'],
      platforms: ['email'],
    });
    expect(withWanted(calls, 'types', [])).toBeUndefined();
  });

  it('leaves no empty member in the condition', () => {
    const condition = { field: 'interactions', operator: 'at_least', value: 1 };
    const narrowed = withEvents(condition, { during: { last_days: 7 } });
    expect(narrowed).toEqual({ ...condition, during: { last_days: 7 } });
    expect(Object.keys(withEvents(narrowed, { during: undefined }))).toEqual([
      'field',
      'operator',
      'value',
    ]);
  });
});
