import { Trans } from '@lingui/react/macro';
import { Alert, Button, Group } from '@mantine/core';
import type { Campaign, CampaignMessage } from '../api';
import type { Step } from '../search';

interface MissingPartsProps {
  campaign: Campaign;
  messages: CampaignMessage[];
  onStep: (step: Step) => void;
}

/** What has to be there before there is anything to rehearse. */
export function MissingParts({ campaign, messages, onStep }: MissingPartsProps) {
  return (
    <Alert color="blue" title={<Trans>Not yet complete</Trans>}>
      <Trans>Before it can be checked, the campaign needs to know this:</Trans>
      <Group mt="sm" gap="xs">
        {campaign.target_segments.length === 0 && campaign.resend_of === null && (
          <Button variant="default" onClick={() => onStep('audience')}>
            <Trans>Choose who gets it</Trans>
          </Button>
        )}
        {messages.length === 0 && (
          <Button variant="default" onClick={() => onStep('message')}>
            <Trans>Write the message</Trans>
          </Button>
        )}
      </Group>
    </Alert>
  );
}
