import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { SavingState } from './useMailSaving';

/** One quiet word: whether what stands here is on the server. */
export function SavingNotice({ state }: { state: SavingState }) {
  const { t } = useLingui();
  const words: Record<SavingState, string> = {
    saved: t`Saved`,
    waiting: t`Not saved yet`,
    saving: t`Saving…`,
    refused: t`Kept in this browser: there is a mistake in it`,
    offline: t`Kept in this browser: the server cannot be reached`,
    conflict: t`Not saved: somebody else changed it`,
  };
  // Said aloud is only what one has to know: not each pause in writing.
  const isQuiet = state === 'saved' || state === 'waiting' || state === 'saving';
  return (
    <Text size="sm" c="dimmed" {...(!isQuiet && { role: 'status' })}>
      {words[state]}
    </Text>
  );
}

interface ConflictProps {
  onMine: () => void;
  onTheirs: () => void;
}

/** Two people wrote at once: nobody's words go without somebody deciding so. */
export function Conflict({ onMine, onTheirs }: ConflictProps) {
  return (
    <Alert
      color="orange"
      mb="md"
      role="alert"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={<Trans>Somebody else changed this mail while you were writing</Trans>}
    >
      <Trans>Which of the two shall stay?</Trans>
      <Group mt="sm" gap="xs">
        <Button variant="default" size="sm" onClick={onMine}>
          <Trans>Keep what I wrote</Trans>
        </Button>
        <Button variant="default" size="sm" onClick={onTheirs}>
          <Trans>Take theirs</Trans>
        </Button>
      </Group>
    </Alert>
  );
}
