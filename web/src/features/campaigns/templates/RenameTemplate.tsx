import { Trans, useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconPencil } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { api, ifMatch } from '@/shared/api';
import { refetchTemplates, type SavedTemplate } from './api';
import { NameDialog } from './NameDialog';

export function RenameTemplate({ saved, onDone }: { saved: SavedTemplate; onDone: () => void }) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" leftSection={<IconPencil size={16} aria-hidden />} onClick={open}>
        <Trans>Rename</Trans>
      </Button>
      {opened && (
        <NameDialog
          title={t`Rename the template`}
          name={saved.name}
          onClose={close}
          onSave={async (name) => {
            await api.PATCH('/api/email/saved-templates/{id}', {
              params: { path: { id: saved.id } },
              headers: ifMatch(saved.version),
              body: { name },
            });
            await refetchTemplates(queryClient);
            close();
            onDone();
          }}
        />
      )}
    </>
  );
}
