import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';

/** How long points count, in words; `days` of the project's own is offered too. */
export function useHalfLives(): (days: number) => { value: string; label: string }[] {
  const { t } = useLingui();
  const usual = new Map([
    [7, t`1 week`],
    [14, t`2 weeks`],
    [30, t`1 month`],
    [60, t`2 months`],
    [90, t`3 months`],
    [180, t`half a year`],
    [365, t`1 year`],
    [730, t`2 years`],
  ]);
  return (days) => {
    const all = usual.has(days)
      ? usual
      : new Map([...usual, [days, plural(days, { one: '# day', other: '# days' })]]);
    return [...all]
      .sort(([left], [right]) => left - right)
      .map(([each, label]) => ({ value: String(each), label }));
  };
}
