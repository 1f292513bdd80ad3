import { Trans } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import type { Webhook } from './api';

/** Whether messages go out, and if not, why. */
export function WebhookBadge({ webhook }: { webhook: Webhook }) {
  const { status, disabled_reason, failing_since } = webhook;
  if (status === 'enabled')
    return failing_since ? (
      <Badge color="orange">
        <Trans>fails at present</Trans>
      </Badge>
    ) : (
      <Badge color="green">
        <Trans>on</Trans>
      </Badge>
    );
  if (disabled_reason === 'by_hand')
    return (
      <Badge color="gray">
        <Trans>off</Trans>
      </Badge>
    );
  return (
    <Badge color="red">
      <Trans>switched off after failures</Trans>
    </Badge>
  );
}
