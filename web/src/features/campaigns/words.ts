import { useLingui } from '@lingui/react/macro';
import type { Campaign, DeliveryStatus } from './api';

/** The states of a row of the ledger, in the order in which they are shown. */
export function useStateWords(): Record<DeliveryStatus, string> {
  const { t } = useLingui();
  return {
    delivered: t`Delivered`,
    sent: t`Sent`,
    pending: t`Waiting`,
    bounced: t`Bounced`,
    failed: t`Failed`,
    unknown: t`Unclear`,
    skipped: t`Left out`,
  };
}

/** Why somebody of the audience gets nothing. */
export function useSkipWords(): (reason: string) => string {
  const { t } = useLingui();
  const words: Record<string, string> = {
    no_address: t`No e-mail address`,
    do_not_contact: t`Marked “do not contact”`,
    unsubscribed: t`Unsubscribed`,
    no_consent: t`Has not agreed to marketing`,
    suppressed: t`On the list of whom not to write to`,
    capped: t`Got enough messages lately`,
    duplicate_address: t`The same address as somebody else`,
    gone: t`Deleted since`,
    ended: t`The campaign's end had come`,
    cancelled: t`The campaign was cancelled`,
  };
  return (reason) => words[reason] ?? reason;
}

/** Why a campaign stands still. */
export function usePauseWords(): (reason: NonNullable<Campaign['paused_because']>) => string {
  const { t } = useLingui();
  return (reason) => {
    switch (reason) {
      case 'by_hand':
        return t`Somebody paused it. Whoever is waiting gets it when it goes on.`;
      case 'late':
        return t`Its time passed while the server did not run. Shall it go out now?`;
      case 'unprepared':
        return t`The message could not be sent as it is.`;
      case 'budget':
        return t`Its budget is spent. With a higher one it goes on.`;
      case 'audience_grew':
        return t`More people would get it than were approved. It goes out when you agree.`;
      case 'restored':
        return t`The data comes from a backup. Whoever got the message since then would get it again when it goes on.`;
    }
  };
}
