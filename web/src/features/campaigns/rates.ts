import { formatNumber, formatShare } from '@/shared/lib/numbers';
import type { Ledger } from './api';

/** Whose mail arrived, as far as one can tell. */
export const reachedBy = ({ sent, delivered }: Ledger): number => sent + delivered;

/** Of those, how many did something: “54 · 60 %”; a dash while nobody was reached. */
export function ofReached(count: number, ledger: Ledger, locale: string): string {
  const reached = reachedBy(ledger);
  if (reached === 0) return '–';
  return `${formatNumber(count, locale)} · ${formatShare(count / reached, locale)}`;
}
