import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { type QualificationInfo, qualificationQuery } from './api';

/** How many people the qualification was learnt from, and how often it is right. */
export function LearntFrom() {
  const { data } = useQuery(qualificationQuery);
  return data ? (
    <Text size="sm" c="dimmed">
      <LearntFromWords info={data} />
    </Text>
  ) : null;
}

export function LearntFromWords({ info }: { info: QualificationInfo }) {
  const locale = useFormatLocale();
  const won = formatNumber(info.won, locale);
  const lost = formatNumber(info.lost, locale);
  const fewest = formatNumber(info.fewest_of_a_kind, locale);
  const right = Math.round((info.auc ?? 0) * 100);
  if (info.status === 'too_little_data')
    return (
      <Trans>
        It takes {fewest} people who became customers and {fewest} who did not; so far it is {won}{' '}
        and {lost}.
      </Trans>
    );
  if (info.status === 'too_weak')
    return (
      <Trans>
        Learnt from {won} who became customers and {lost} who did not, but what is known does not
        tell them apart well enough.
      </Trans>
    );
  return (
    <Trans>
      Learnt from {won} who became customers and {lost} who did not. Of two people it had never
      seen, it names the right one {right} times of 100.
    </Trans>
  );
}
