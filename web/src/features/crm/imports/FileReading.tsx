import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Collapse, Group, Select, Switch } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconChevronDown } from '@tabler/icons-react';
import type { FormatChoice, Import } from './api';
import { useImportActions } from './useImportActions';

/** How the file is read, for the rare case that the guess is wrong. */
export function FileReading({ run, onRead }: { run: Import; onRead: (changed: Import) => void }) {
  const { t } = useLingui();
  const [opened, details] = useDisclosure();
  const { readAnew } = useImportActions(run.id);
  const read = (choice: FormatChoice) => readAnew.mutate(choice, { onSuccess: onRead });
  const { encoding, delimiter, has_header } = run.format;
  return (
    <div>
      <Button
        variant="subtle"
        color="gray"
        size="compact-sm"
        mt="md"
        aria-expanded={opened}
        rightSection={<IconChevronDown size={14} aria-hidden />}
        onClick={details.toggle}
      >
        <Trans>Does the file look wrong?</Trans>
      </Button>
      <Collapse expanded={opened}>
        <Group align="flex-end" gap="md" mt="sm">
          <Select
            label={t`Columns are parted by`}
            allowDeselect={false}
            disabled={readAnew.isPending}
            w={180}
            value={delimiter}
            data={[
              { value: ',', label: t`a comma` },
              { value: ';', label: t`a semicolon` },
              { value: '\t', label: t`a tab` },
              { value: '|', label: t`a vertical bar` },
            ]}
            onChange={(value) => value && read({ delimiter: value })}
          />
          <Select
            label={t`Letters are written in`}
            allowDeselect={false}
            disabled={readAnew.isPending}
            w={180}
            value={encoding}
            data={['UTF-8', 'windows-1252', 'UTF-16LE', 'UTF-16BE']}
            onChange={(value) => value && read({ encoding: value })}
          />
          <Switch
            label={t`The first line holds the names of the columns`}
            mb={8}
            disabled={readAnew.isPending}
            checked={has_header}
            onChange={(event) => read({ has_header: event.currentTarget.checked })}
          />
        </Group>
      </Collapse>
    </div>
  );
}
