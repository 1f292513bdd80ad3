import { Trans } from '@lingui/react/macro';
import { Button, Group, type MantineSpacing } from '@mantine/core';
import type { ReactNode } from 'react';

interface FormActionsProps {
  onCancel: () => void;
  /** It is on its way. */
  pending: boolean;
  mt?: MantineSpacing;
  /** What the form does, in a word or two. */
  children: ReactNode;
}

/** The end of a form that can be left: leave it, or send it. */
export function FormActions({ onCancel, pending, mt, children }: FormActionsProps) {
  return (
    <Group justify="flex-end" gap="xs" mt={mt}>
      <Button variant="default" onClick={onCancel}>
        <Trans>Cancel</Trans>
      </Button>
      <Button type="submit" loading={pending}>
        {children}
      </Button>
    </Group>
  );
}
