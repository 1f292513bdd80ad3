import { Trans } from '@lingui/react/macro';
import { Alert, Text } from '@mantine/core';
import { IconClock, IconPlayerPause } from '@tabler/icons-react';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import type { Campaign } from '../api';
import { usePauseWords } from '../words';
import { LedgerView } from './LedgerView';
import { Recipients } from './Recipients';

/** A campaign on its way or at its end: how far it is, and who got it. */
export function Run({ campaign }: { campaign: Campaign }) {
  return (
    <>
      <Notice campaign={campaign} />
      <LedgerView campaign={campaign} />
      <Recipients campaign={campaign} />
    </>
  );
}

function Notice({ campaign }: { campaign: Campaign }) {
  const locale = useFormatLocale();
  const pauseWords = usePauseWords();
  const { status, start_date, paused_because, pause_detail } = campaign;
  if (status === 'scheduled' && start_date) {
    const start = formatInstant(start_date, locale);
    return (
      <Alert color="blue" mb="lg" icon={<IconClock size={18} aria-hidden />}>
        <Trans>It goes out on {start}.</Trans>
      </Alert>
    );
  }
  if (status === 'paused' && paused_because)
    return (
      <Alert color="yellow" mb="lg" icon={<IconPlayerPause size={18} aria-hidden />}>
        {pauseWords(paused_because)}
        {pause_detail && <Text size="sm">{pause_detail}</Text>}
      </Alert>
    );
  return null;
}
