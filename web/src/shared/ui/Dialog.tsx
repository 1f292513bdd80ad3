import { useLingui } from '@lingui/react/macro';
import { Modal, type ModalProps, Text } from '@mantine/core';
import { type ReactNode, useLayoutEffect } from 'react';

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

/** Gives the focus back to what had it, also when the dialog is taken out of the tree, which Mantine does not. */
function useFocusBack(opened: boolean) {
  useLayoutEffect(() => {
    if (!opened) return;
    const before = document.activeElement;
    const opener = openerOf(before);
    return () => {
      window.setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const targets = [before, opener, document.querySelector('[data-route-heading]')];
        const target = targets.find((one) => one?.isConnected && one !== document.body);
        if (target instanceof HTMLElement) target.focus({ preventScroll: true });
      });
    };
  }, [opened]);
}

/** The button of the menu that an element is a line of: the line is gone when the dialog closes. */
function openerOf(element: Element | null): Element | null {
  const menu = element?.closest('[role=menu]');
  return menu?.id ? document.querySelector(`[aria-controls="${CSS.escape(menu.id)}"]`) : null;
}
