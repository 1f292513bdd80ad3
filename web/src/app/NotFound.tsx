import { Trans, useLingui } from '@lingui/react/macro';
import { IconMapPinOff } from '@tabler/icons-react';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import { EmptyState, LinkButton } from '@/shared/ui';
import { GuestFrame } from './GuestLayout';

/** An address that leads nowhere, whoever asks. */
export function NotFound() {
  const { t } = useLingui();
  useDocumentTitle(t`Not found`);
  return (
    <GuestFrame>
      <EmptyState
        order={1}
        icon={IconMapPinOff}
        title={t`There is no such page`}
        action={
          <LinkButton to="/" variant="default">
            <Trans>Go to the start</Trans>
          </LinkButton>
        }
      >
        <Trans>The address may be mistyped, or what was here has moved.</Trans>
      </EmptyState>
    </GuestFrame>
  );
}
