import { useLingui } from '@lingui/react/macro';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import type { Ledger } from './api';

/** Whose mail arrived, as far as one can tell. */
export const reachedBy = ({ sent, delivered }: Ledger): number => sent + delivered;

/** Of those, how many did something: “54 of 90 (60 %)”; a dash while nobody was reached. */
export function useOfReached(): (count: number, ledger: Ledger) => string {
  const { t } = useLingui();
  const locale = useFormatLocale();
  return (count, ledger) => {
    const reached = reachedBy(ledger);
    if (reached === 0) return '–';
    const some = formatNumber(count, locale);
    const all = formatNumber(reached, locale);
    const share = formatShare(count / reached, locale);
    return t`${some} of ${all} (${share})`;
  };
}
