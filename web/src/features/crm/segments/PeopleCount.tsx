import { Plural } from '@lingui/react/macro';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';

/** "1,204 people", "≈ 1,200 people" when a sample was asked. */
export function PeopleCount({ count, about = false }: { count: number; about?: boolean }) {
  const locale = useFormatLocale();
  const number = `${about ? '≈ ' : ''}${formatNumber(count, locale)}`;
  return <Plural value={count} one={`${number} person`} other={`${number} people`} />;
}
