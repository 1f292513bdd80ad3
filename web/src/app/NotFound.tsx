import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconMapPinOff } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import { EmptyState } from '@/shared/ui';

export function NotFound() {
  const { t } = useLingui();
  useDocumentTitle(t`Not found`);
  return (
    <EmptyState
      icon={IconMapPinOff}
      title={t`There is no such page`}
      action={
        <Button component={Link} to="/" variant="default">
          <Trans>Go to the start</Trans>
        </Button>
      }
    >
      <Trans>The address may be mistyped, or what was here has moved.</Trans>
    </EmptyState>
  );
}
