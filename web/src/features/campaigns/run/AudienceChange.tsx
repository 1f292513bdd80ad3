import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import type { Campaign } from '../api';

/** Who came and who went between the approval and the start. */
export function AudienceChange({ change }: { change: NonNullable<Campaign['audience_change']> }) {
  const locale = useFormatLocale();
  const before = formatNumber(change.people_before, locale);
  const now = formatNumber(change.people_now, locale);
  const came = formatNumber(change.came, locale);
  const went = formatNumber(change.went, locale);
  return (
    <Text size="sm">
      <Trans>
        {before} people were approved, {now} belonged to the audience at the start: {came} came,{' '}
        {went} went.
      </Trans>
    </Text>
  );
}
