import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatSpan } from '@/shared/lib/numbers';
import { formatInstant } from '@/shared/lib/time';
import { type Campaign, metricsQuery } from '../api';
import { mailsPerMinute, secondsLeft } from './pace';

/** How fast it goes out, and how long it still takes. */
export function Pace({ campaign }: { campaign: Campaign }) {
  const locale = useFormatLocale();
  const { data } = useQuery(metricsQuery(campaign.id));
  const perMinute = data ? mailsPerMinute(data) : null;
  const { pending } = campaign.ledger;
  if (campaign.status === 'running' && data?.next_due_at) {
    const next = formatInstant(data.next_due_at, locale);
    return (
      <Text size="sm" c="dimmed" mt="sm">
        <Trans>Nothing more is due now. It goes on {next}.</Trans>
      </Text>
    );
  }
  if (campaign.status !== 'running' || perMinute === null || pending === 0) return null;
  const rate = formatNumber(Math.round(perMinute), locale);
  const left = secondsLeft(pending, perMinute);
  const span = left === null ? '' : formatSpan(left, locale);
  return (
    <Text size="sm" c="dimmed" mt="sm">
      {span ? (
        <Trans>
          {rate} a minute, about {span} to go
        </Trans>
      ) : (
        <Trans>{rate} a minute</Trans>
      )}
    </Text>
  );
}
