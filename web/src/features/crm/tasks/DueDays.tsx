import { useLingui } from '@lingui/react/macro';
import { Button, Group } from '@mantine/core';
import { dueIn } from './due';

/** The days that most tasks are for, by one click; the hour can be changed beside. */
export function DueDays({ onChoose }: { onChoose: (local: string) => void }) {
  const { t } = useLingui();
  const days = [
    { label: t`Today`, ahead: 0 },
    { label: t`Tomorrow`, ahead: 1 },
    { label: t`In a week`, ahead: 7 },
  ];
  return (
    <Group gap={6} role="group" aria-label={t`Usual days`}>
      {days.map(({ label, ahead }) => (
        <Button
          key={ahead}
          size="compact-sm"
          variant="default"
          onClick={() => onChoose(dueIn(ahead))}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}
