import { Trans } from '@lingui/react/macro';
import { Button, Group, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { Dialog } from './Dialog';
import type { Question } from './question';

interface ConfirmDialogProps {
  question: Question;
  onAnswer: (yes: boolean) => void;
}

export default function ConfirmDialog({ question, onAnswer }: ConfirmDialogProps) {
  const [written, setWritten] = useState('');
  const { title, body, action, danger, typed } = question;
  const ready = typed === undefined || written.trim() === typed;
  return (
    <Dialog onClose={() => onAnswer(false)} title={title}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready) onAnswer(true);
        }}
      >
        <Text component="div" c="dimmed">
          {body}
        </Text>
        {typed !== undefined && (
          <TextInput
            mt="md"
            data-autofocus
            autoComplete="off"
            label={
              <Trans>
                Type <b>{typed}</b> to confirm
              </Trans>
            }
            value={written}
            onChange={(event) => setWritten(event.currentTarget.value)}
          />
        )}
        <Group justify="flex-end" gap="xs" mt="lg">
          <Button variant="default" onClick={() => onAnswer(false)}>
            <Trans>Cancel</Trans>
          </Button>
          <Button
            type="submit"
            color={danger ? 'red.8' : undefined}
            disabled={!ready}
            data-autofocus={typed === undefined || undefined}
          >
            {action}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}
