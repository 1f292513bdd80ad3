import { Trans } from '@lingui/react/macro';
import { Alert, Loader, Text } from '@mantine/core';
import { IconClock, IconPlayerPause, IconUsers } from '@tabler/icons-react';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import type { Campaign } from '../api';
import { usePauseWords } from '../words';
import { AudienceChange } from './AudienceChange';

/** What a campaign waits for, and whom it goes to beside those who were approved. */
export function Notice({ campaign }: { campaign: Campaign }) {
  const locale = useFormatLocale();
  const pauseWords = usePauseWords();
  const { status, start_date, paused_because, pause_detail, audience_change } = campaign;
  if (campaign.renewing_audience)
    return (
      <Alert color="blue" mb="lg" icon={<Loader size={18} />} role="status">
        <Trans>Its time has come. We look who belongs to the audience now, then it goes out.</Trans>
      </Alert>
    );
  if (status === 'scheduled' && start_date) {
    const start = formatInstant(start_date, locale);
    return (
      <Alert color="blue" mb="lg" icon={<IconClock size={18} aria-hidden />}>
        <Trans>It goes out on {start}.</Trans>
        {campaign.audience_at === 'start' && (
          <Text size="sm">
            <Trans>Whoever belongs to the audience then gets it.</Trans>
          </Text>
        )}
      </Alert>
    );
  }
  const change = audience_change && <AudienceChange change={audience_change} />;
  if (status === 'paused' && paused_because)
    return (
      <Alert color="yellow" mb="lg" icon={<IconPlayerPause size={18} aria-hidden />}>
        {pauseWords(paused_because)}
        {pause_detail && <Text size="sm">{pause_detail}</Text>}
        {change}
      </Alert>
    );
  return change ? (
    <Alert color="gray" mb="lg" icon={<IconUsers size={18} aria-hidden />}>
      {change}
    </Alert>
  ) : null;
}
