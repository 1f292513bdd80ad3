import { Alert } from '@mantine/core';
import { IconAlertCircle } from '@tabler/icons-react';

/** The problem of a whole form, spoken as soon as it appears. */
export function FormError({ problem }: { problem: string | null }) {
  if (!problem) return null;
  return (
    <Alert
      color="red"
      role="alert"
      icon={<IconAlertCircle size={18} />}
      styles={{ message: { whiteSpace: 'pre-line' } }}
    >
      {problem}
    </Alert>
  );
}
