import { Plural, Trans } from '@lingui/react/macro';
import { Button, Group, Text, Title } from '@mantine/core';
import { IconTableImport } from '@tabler/icons-react';
import { LinkButton } from '@/shared/ui';
import type { Import } from './api';
import { ImportCounts } from './ImportCounts';
import { importedRows } from './mapping';
import { ProblemRows } from './ProblemRows';
import { useImportActions } from './useImportActions';

/** What the rehearsal found. Nothing has changed yet. */
export function CheckStep({ run }: { run: Import }) {
  const { start } = useImportActions(run.id);
  const imported = importedRows(run);
  const begin = () =>
    start.mutate({ mapping: run.mapping, settings: { ...run.settings, dry_run: false } });
  return (
    <div>
      <Title order={2}>
        <Trans>This is what would happen</Trans>
      </Title>
      <Text c="dimmed" mb="md">
        {imported > 0 ? (
          <Trans>Nothing has changed yet. If it looks right, start the import.</Trans>
        ) : (
          <Trans>
            Nothing of this file would be imported. Go back and look at the columns and choices.
          </Trans>
        )}
      </Text>
      <ImportCounts run={run} planned />
      <Group justify="space-between" mt="lg" mb="xl">
        <LinkButton
          to="/imports/$importId"
          params={{ importId: run.id }}
          search={{ step: 'choices' }}
          variant="default"
        >
          <Trans>Back</Trans>
        </LinkButton>
        <Button
          leftSection={<IconTableImport size={16} aria-hidden />}
          disabled={imported === 0}
          loading={start.isPending}
          onClick={begin}
        >
          <Plural value={imported} one="Import # person" other="Import # people" />
        </Button>
      </Group>
      <ProblemRows run={run} />
    </div>
  );
}
