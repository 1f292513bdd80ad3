import { useLingui } from '@lingui/react/macro';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { toast } from '@/shared/ui';
import { type contentOf, refetchTemplates, saveTemplate } from './api';
import { NameDialog } from './NameDialog';

interface KeepTemplateProps {
  label: string;
  icon: ReactNode;
  /** What it is called unless the person says otherwise. */
  name: string;
  content: ReturnType<typeof contentOf>;
  onDone?: () => void;
}

/** Keeps a mail as a template of the project. */
export function KeepTemplate({ label, icon, name, content, onDone }: KeepTemplateProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const [opened, { open, close }] = useDisclosure();
  return (
    <>
      <Button variant="default" leftSection={icon} onClick={open}>
        {label}
      </Button>
      {opened && (
        <NameDialog
          title={t`Keep it as a template`}
          name={name.slice(0, 100)}
          onClose={close}
          onSave={async (chosen) => {
            await saveTemplate(chosen, content);
            await refetchTemplates(queryClient);
            toast.success(t`Kept as a template`);
            close();
            onDone?.();
          }}
        />
      )}
    </>
  );
}
