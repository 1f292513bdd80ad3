import { useLingui } from '@lingui/react/macro';
import type { JourneyStage } from './api';

/** In the order in which people usually go through them. */
export const journeyStages = [
  'awareness',
  'consideration',
  'decision',
  'retention',
  'advocacy',
] as const satisfies readonly JourneyStage[];

/** What each stage is called, and what it says of a person. */
export function useJourneyStages(): Record<JourneyStage, { label: string; meaning: string }> {
  const { t } = useLingui();
  return {
    awareness: { label: t`Awareness`, meaning: t`Has heard of you` },
    consideration: { label: t`Consideration`, meaning: t`Asks and compares` },
    decision: { label: t`Decision`, meaning: t`Is about to buy or book` },
    retention: { label: t`Retention`, meaning: t`Is a customer who comes back` },
    advocacy: { label: t`Advocacy`, meaning: t`Recommends you to others` },
  };
}
