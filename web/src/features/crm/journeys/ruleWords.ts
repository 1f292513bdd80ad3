import { plural } from '@lingui/core/macro';
import { useLingui } from '@lingui/react/macro';
import { useFormatLocale } from '@/shared/lib/locale';
import { useInteractionKinds } from '../contacts/page/interactions';
import type { JourneyRule } from './api';
import { useJourneyStages } from './stages';

/** Rules that a project begins with are named in the reader's language until somebody names them otherwise. */
export function useRuleName(): (name: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    'Clicked a link in an e-mail': t`Clicked a link in an e-mail`,
    'Came to the website three times': t`Came to the website three times`,
    'Sent a form': t`Sent a form`,
    'Met us': t`Met us`,
    'Booked an appointment': t`Booked an appointment`,
    'Bought something': t`Bought something`,
    'Recommended us': t`Recommended us`,
  };
  return (name) => names[name] ?? name;
}

/** "From Awareness to Consideration, once within 30 days: Clicked in an e-mail, at least 3 times". */
export function useRuleSentence(): (rule: JourneyRule) => string {
  const { t } = useLingui();
  const stages = useJourneyStages();
  const kindOf = useInteractionKinds();
  const list = new Intl.ListFormat(useFormatLocale(), { type: 'disjunction' });
  return (rule) => {
    const from = list.format(rule.from_stages.map((stage) => stages[stage].label));
    const to = stages[rule.to_stage].label;
    const way = t`From ${from} to ${to}`;
    if (rule.kind === 'time')
      return `${way}: ${plural(rule.days_in_stage ?? 0, {
        one: 'after # day without moving',
        other: 'after # days without moving',
      })}`;
    const what = kindOf(rule.interaction_type ?? '').label;
    const often = plural(rule.at_least, { one: 'once', other: '# times' });
    const time = plural(rule.within_days, { one: 'within a day', other: 'within # days' });
    return `${way}: ${what}, ${often} ${time}`;
  };
}
