import { Trans } from '@lingui/react/macro';
import { Alert } from '@mantine/core';
import { IconRepeat } from '@tabler/icons-react';
import { LinkAnchor } from '@/shared/ui';
import type { Campaign } from '../api';

/** A draft that follows another campaign goes to some of its people. */
export function ResendNotice({ campaign: { resend_of, resend_to } }: { campaign: Campaign }) {
  if (!resend_of) return null;
  return (
    <Alert color="blue" mb="md" icon={<IconRepeat size={18} aria-hidden />}>
      {resend_to === 'unsent' ? (
        <Trans>
          It goes only to those of{' '}
          <LinkAnchor to="/campaigns/$campaignId" params={{ campaignId: resend_of }} inherit>
            the first campaign
          </LinkAnchor>{' '}
          who never got it.
        </Trans>
      ) : (
        <Trans>
          It goes only to those of{' '}
          <LinkAnchor to="/campaigns/$campaignId" params={{ campaignId: resend_of }} inherit>
            the first campaign
          </LinkAnchor>{' '}
          who did not open it, as they are when it is rehearsed.
        </Trans>
      )}
    </Alert>
  );
}
