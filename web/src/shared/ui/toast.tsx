import { t } from '@lingui/core/macro';
import { Trans } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { randomId } from '../lib/random';
import { explain } from './explain';

const shortMs = 4000;
const longMs = 8000;
/** How long "Undo" is offered. */
export const undoMs = 8000;
/** What is done sooner says nothing of its progress. */
const quietMs = 700;
/** How often words about a progress change: often enough to see that it goes on. */
const sayMs = 250;

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

/** What takes a while, how far it is, and a way to stop it. Stays until it is closed. */
function progress(message: string, onStop: () => void) {
  const id = `progress-${randomId()}`;
  let detail = '';
  let said = 0;
  const content = () => ({
    id,
    color: 'brand',
    loading: true,
    withBorder: true,
    radius: 'md',
    autoClose: false,
    withCloseButton: false,
    message: (
      <Group justify="space-between" wrap="nowrap" gap="md">
        <Text size="md">
          {message}
          {/* Said once, not at every step, to those who listen. */}
          <span aria-hidden>{detail && ` · ${detail}`}</span>
        </Text>
        <Button size="compact-sm" variant="subtle" flex="none" onClick={onStop}>
          <Trans>Stop</Trans>
        </Button>
      </Group>
    ),
  });
  const opening = setTimeout(() => notifications.show(content()), quietMs);
  return {
    say: (words: string) => {
      detail = words;
      const now = Date.now();
      if (now - said < sayMs) return;
      said = now;
      notifications.update(content());
    },
    close: () => {
      clearTimeout(opening);
      notifications.hide(id);
    },
  };
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
  progress,
};
