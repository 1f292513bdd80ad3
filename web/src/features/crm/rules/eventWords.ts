import { useLingui } from '@lingui/react/macro';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatDate } from '@/shared/lib/time';
import { usePartWords } from './eventParts';
import { spanOf, wantedOf } from './events';
import type { RuleField } from './fields';
import type { Condition } from './rule';

/** "Clicked in an e-mail, in the last 90 days": which events a condition speaks of; empty when of all. */
export function useEventWords(): (condition: Condition, field: RuleField) => string {
  // A line of words is worth no request: what has no name here is called by what it is.
  const wordsOf = usePartWords({ names: false });
  const duringWords = useDuringWords();
  const list = new Intl.ListFormat(useFormatLocale(), { type: 'disjunction' });
  return ({ of, during }, field) => {
    const parts = field.parts.map((part) => {
      const { options, closed, label } = wordsOf(part);
      const nameOf = (value: string) => options.find((option) => option.value === value)?.label;
      const names = wantedOf(of, part.key).map((one) => nameOf(one) ?? (closed ? label : one));
      return list.format(new Set(names));
    });
    return [...parts, duringWords(during)].filter(Boolean).join(', ');
  };
}

function useDuringWords(): (during: Condition['during']) => string {
  const { t } = useLingui();
  const locale = useFormatLocale();
  return (during) => {
    const day = (value: unknown) => (value ? formatDate(String(value), locale) : '…');
    const [from, to] = [day(during?.from), day(during?.to)];
    const days = String(during?.last_days ?? '…');
    switch (spanOf(during)) {
      case 'any':
        return '';
      case 'last':
        return during?.last_days === 0 ? t`today` : t`in the last ${days} days`;
      case 'between':
        return t`between ${from} and ${to}`;
      case 'since':
        return t`since ${from}`;
      case 'until':
        return t`up to ${to}`;
    }
  };
}
