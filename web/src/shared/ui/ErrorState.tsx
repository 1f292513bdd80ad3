import { useLingui } from '@lingui/react';
import { Trans } from '@lingui/react/macro';
import { Button, Code, Text } from '@mantine/core';
import { IconAlertTriangle, IconRefresh } from '@tabler/icons-react';
import { EmptyState } from './EmptyState';
import { explain } from './explain';

/** Where data should be, but could not be fetched. */
export function ErrorState({
  error,
  onRetry,
  compact,
  order,
}: {
  error: unknown;
  onRetry?: () => void;
  compact?: boolean;
  order?: 1 | 2;
}) {
  useLingui(); // anew in another language
  const { title, advice, requestId } = explain(error);
  return (
    <div role="alert">
      <EmptyState
        icon={IconAlertTriangle}
        title={title}
        compact={compact}
        order={order}
        action={
          onRetry && (
            <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={onRetry}>
              <Trans>Try again</Trans>
            </Button>
          )
        }
      >
        {advice}
        {requestId && (
          <Text size="sm" mt={6}>
            <Trans>
              Number for support: <Code>{requestId}</Code>
            </Trans>
          </Text>
        )}
      </EmptyState>
    </div>
  );
}
