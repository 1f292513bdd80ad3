import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { explain } from './explain';

const shortMs = 4000;
const longMs = 8000;
/** How long "Undo" is offered. */
export const undoMs = 8000;

function show(message: React.ReactNode, color: string, autoClose: number) {
  return notifications.show({
    message,
    color,
    autoClose,
    withBorder: true,
    radius: 'md',
    closeButtonProps: { 'aria-label': t`Close` },
  });
}

function withAction(message: string, label: React.ReactNode, run: () => void) {
  const id = show(
    <Group justify="space-between" wrap="nowrap" gap="md">
      <Text size="md">{message}</Text>
      <Button
        size="compact-sm"
        variant="subtle"
        flex="none"
        onClick={() => {
          notifications.hide(id);
          run();
        }}
      >
        {label}
      </Button>
    </Group>,
    'brand',
    undoMs,
  );
  return id;
}

/** Short words at the edge of the screen. Never the only place where an error of a form is said. */
export const toast = {
  success: (message: string) => show(message, 'teal', shortMs),
  info: (message: string) => show(message, 'brand', shortMs),
  error: (error: unknown) => {
    const { title, advice } = explain(error);
    return show(
      <>
        <Text size="md" fw={550}>
          {title}
        </Text>
        {advice && (
          <Text size="sm" c="dimmed">
            {advice}
          </Text>
        )}
      </>,
      'red',
      longMs,
    );
  },
  /** Says what happened and lets it be taken back. */
  undo: (message: string, onUndo: () => void) => withAction(message, <Trans>Undo</Trans>, onUndo),
  /** Says what happened and offers one thing to do about it. */
  offer: (message: string, action: string, onAction: () => void) =>
    withAction(message, action, onAction),
};
