import { useLingui } from '@lingui/react/macro';
import { Modal, type ModalProps, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useFocusBack } from './useFocusBack';

interface DialogProps extends Omit<ModalProps, 'title' | 'opened' | 'closeButtonProps'> {
  title: ReactNode;
  /** Of dialogs that stay in the tree while they are closed, and fade away. */
  opened?: boolean;
}

/** Asks or shows something above the page. `data-autofocus` marks what has the focus first. */
export function Dialog({ title, opened = true, children, ...modal }: DialogProps) {
  const { t } = useLingui();
  useFocusBack(opened);
  return (
    <Modal
      {...modal}
      opened={opened}
      title={<Text fw={600}>{title}</Text>}
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      {children}
    </Modal>
  );
}
