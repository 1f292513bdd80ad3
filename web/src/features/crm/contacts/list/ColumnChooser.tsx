import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Checkbox, Group, Popover, ScrollArea, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconColumns3 } from '@tabler/icons-react';
import { type ColumnChoice, usualColumns } from './columns';
import classes from './list.module.css';

interface ColumnChooserProps {
  choices: ColumnChoice[];
  /** Ids of the columns that are shown, in their order. */
  value: string[];
  onChange: (columns: string[]) => void;
}

/** Which columns, in which order. The name is always there. */
export function ColumnChooser({ choices, value, onChange }: ColumnChooserProps) {
  const { t } = useLingui();
  const shown = value.flatMap((id) => choices.filter((one) => one.id === id && id !== 'name'));
  const hidden = choices.filter(({ id }) => id !== 'name' && !value.includes(id));
  const ids = shown.map(({ id }) => id);
  const save = (next: string[]) => onChange(['name', ...next]);
  const move = (index: number, by: number) => {
    const next = [...ids];
    const [moved] = next.splice(index, 1);
    if (moved) next.splice(index + by, 0, moved);
    save(next);
  };
  return (
    <Popover position="bottom-end" trapFocus width={290}>
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="subtle"
          color="gray"
          leftSection={<IconColumns3 size={15} aria-hidden />}
        >
          <Trans>Columns</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p={0} aria-label={t`Columns`}>
        <ScrollArea.Autosize mah={420} type="auto">
          <ul className={classes.columns} aria-label={t`Columns that are shown`}>
            {shown.map(({ id, label }, index) => (
              <li key={id} className={classes.columnRow}>
                <Checkbox
                  label={label}
                  checked
                  onChange={() => save(ids.filter((one) => one !== id))}
                />
                <ActionIcon
                  size="sm"
                  aria-label={t`Move ${label} to the left`}
                  disabled={index === 0}
                  onClick={() => move(index, -1)}
                >
                  <IconArrowUp size={14} aria-hidden />
                </ActionIcon>
                <ActionIcon
                  size="sm"
                  aria-label={t`Move ${label} to the right`}
                  disabled={index === shown.length - 1}
                  onClick={() => move(index, 1)}
                >
                  <IconArrowDown size={14} aria-hidden />
                </ActionIcon>
              </li>
            ))}
          </ul>
          {hidden.length > 0 && (
            <>
              <Text size="xs" c="dimmed" fw={550} px="sm" pt={6}>
                <Trans>More columns</Trans>
              </Text>
              <ul className={classes.columns} aria-label={t`More columns`}>
                {hidden.map(({ id, label }) => (
                  <li key={id} className={classes.columnRow}>
                    <Checkbox label={label} checked={false} onChange={() => save([...ids, id])} />
                  </li>
                ))}
              </ul>
            </>
          )}
        </ScrollArea.Autosize>
        <Group justify="flex-end" p={6} className={classes.columnsFoot}>
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            onClick={() => onChange(usualColumns)}
          >
            <Trans>Back to the usual ones</Trans>
          </Button>
        </Group>
      </Popover.Dropdown>
    </Popover>
  );
}
