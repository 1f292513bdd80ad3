import { Trans } from '@lingui/react/macro';
import { Alert, Group, Text, Title } from '@mantine/core';
import { IconAlertCircle, IconFileUpload } from '@tabler/icons-react';
import { LinkButton } from '@/shared/ui';
import type { Import } from './api';
import { ImportCounts } from './ImportCounts';
import { importedRows } from './mapping';
import { ProblemRows } from './ProblemRows';
import { UndoImport } from './UndoImport';
import { useErrorWords } from './words';

/** An import that would stop at the same place again: what was wrong, what it did until then, what helps. */
export function Stopped({ run }: { run: Import }) {
  const errorWords = useErrorWords();
  const imported = importedRows(run) > 0 && !run.settings.dry_run;
  return (
    <div>
      <Title order={2} aria-live="polite" mb="md">
        <Trans>The import stopped</Trans>
      </Title>
      <Alert color="red" icon={<IconAlertCircle size={18} aria-hidden />} mb="md">
        {errorWords(run.error)}
      </Alert>
      <Text mb="md">
        {imported ? (
          <Trans>
            What came before is imported already. Mend the file and import it again: nobody is
            imported twice. Or undo what was imported.
          </Trans>
        ) : (
          <Trans>Nothing was imported. Mend the file and choose it again.</Trans>
        )}
      </Text>
      <Group gap="xs" mb="xl">
        <LinkButton to="/imports/new" leftSection={<IconFileUpload size={16} aria-hidden />}>
          <Trans>Choose a file</Trans>
        </LinkButton>
        <UndoImport run={run} />
      </Group>
      <ImportCounts run={run} planned={run.settings.dry_run} />
      <ProblemRows run={run} />
    </div>
  );
}
