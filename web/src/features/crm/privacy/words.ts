import { useLingui } from '@lingui/react/macro';
import type { Suppression, SuppressionChannel } from './api';

/** What campaigns ask for; a business may add purposes of its own. */
export const marketing = 'marketing';

export function usePurposeWords(): (purpose: string) => string {
  const { t } = useLingui();
  return (purpose) => (purpose === marketing ? t`Marketing` : purpose);
}

/** How a consent reached us; what a program wrote is shown as it is. */
export function useConsentSourceWords(): (source: string) => string {
  const { t } = useLingui();
  const known: Record<string, string> = {
    manual: t`written down by hand`,
    import: t`from an import`,
    form: t`in a form`,
    booking: t`with a booking`,
  };
  return (source) => known[source] ?? source;
}

export function useReasonWords(): Record<Suppression['reason'], string> {
  const { t } = useLingui();
  return {
    unsubscribed: t`Unsubscribed`,
    bounced: t`Could not be delivered`,
    complained: t`Marked as spam`,
    manual: t`Added by hand`,
    erased: t`Erased`,
    imported: t`Imported`,
  };
}

export function useChannelWords(): Record<SuppressionChannel, string> {
  const { t } = useLingui();
  return { email: t`E-mail`, sms: t`SMS`, push: t`Push messages` };
}
