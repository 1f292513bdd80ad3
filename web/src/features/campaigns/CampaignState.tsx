import { Trans } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Campaign } from './api';

const looks: Record<Campaign['status'], { color: string; words: ReactNode }> = {
  draft: { color: 'gray', words: <Trans>Draft</Trans> },
  scheduled: { color: 'blue', words: <Trans>Planned</Trans> },
  running: { color: 'teal', words: <Trans>Going out</Trans> },
  paused: { color: 'yellow', words: <Trans>Paused</Trans> },
  completed: { color: 'teal', words: <Trans>Sent</Trans> },
  cancelled: { color: 'red', words: <Trans>Cancelled</Trans> },
};

export function CampaignState({ status }: { status: Campaign['status'] }) {
  const { color, words } = looks[status];
  return (
    <Badge color={color} variant="light" miw="max-content">
      {words}
    </Badge>
  );
}
