import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { IconArrowBackUp } from '@tabler/icons-react';
import { confirm } from '@/shared/ui';
import type { Import } from './api';
import { importedRows } from './mapping';
import { useImportActions } from './useImportActions';

/** Takes back whom an import brought, where it brought anybody. */
export function UndoImport({ run }: { run: Import }) {
  const { t } = useLingui();
  const { undo } = useImportActions(run.id);
  if (run.settings.dry_run || importedRows(run) === 0) return null;
  const ask = async () => {
    const yes = await confirm({
      title: t`Undo this import?`,
      body: t`New contacts are removed, changed ones become as they were before. Contacts with which somebody has worked since are left as they are.`,
      action: t`Undo the import`,
      danger: true,
    });
    if (yes) undo.mutate();
  };
  return (
    <Button
      variant="default"
      leftSection={<IconArrowBackUp size={16} aria-hidden />}
      loading={undo.isPending}
      onClick={ask}
    >
      <Trans>Undo the import</Trans>
    </Button>
  );
}
