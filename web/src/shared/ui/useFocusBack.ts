import { useLayoutEffect } from 'react';

/** Gives the focus back to what had it, also when the dialog is taken out of the tree, which Mantine does not. */
export function useFocusBack(opened: boolean) {
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
