import { useLingui } from '@lingui/react/macro';
import { useStages } from '../contacts/stages';
import type { Period, Preset } from './range';

/** What people call where a contact came from; names of their own stay as they are. */
export function useSourceName(): (source: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    '': t`Not known`,
    api: t`Another program`,
    form: t`Form`,
    import: t`Import`,
    manual: t`Added by hand`,
    other: t`All others`,
    referral: t`Recommendation`,
    social_media: t`Social media`,
    website: t`Website`,
  };
  return (source) => names[source] ?? source;
}

export function useStageName(): (stage: string) => string {
  const names: Record<string, string> = useStages();
  return (stage) => names[stage] ?? stage;
}

export function usePresetNames(): Record<Preset, string> {
  const { t } = useLingui();
  return {
    '7d': t`Last 7 days`,
    '30d': t`Last 30 days`,
    '90d': t`Last 90 days`,
    '12m': t`Last 12 months`,
    month: t`This month`,
    year: t`This year`,
  };
}

export function usePeriodNames(): Record<Period, string> {
  const { t } = useLingui();
  return { day: t`by day`, week: t`by week`, month: t`by month` };
}
