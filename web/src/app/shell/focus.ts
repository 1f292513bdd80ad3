import { useRouter } from '@tanstack/react-router';
import { useEffect } from 'react';

/** A new screen takes the focus at its heading, so that screen readers say it and Tab goes on from there. */
export function useFocusOnNavigation() {
  const router = useRouter();
  useEffect(
    () =>
      router.subscribe('onRendered', ({ fromLocation, pathChanged }) => {
        if (!fromLocation || !pathChanged) return;
        const main = document.getElementById('main');
        if (main?.contains(document.activeElement) && document.activeElement !== main) return;
        const heading = main?.querySelector<HTMLElement>('[data-route-heading]');
        (heading ?? main)?.focus({ preventScroll: true });
      }),
    [router],
  );
}

/** A button that works is disabled meanwhile, which takes the focus from it: it has it back once it is done. */
export function useFocusOnDoneButtons() {
  useEffect(() => {
    let focused: EventTarget | null = null;
    let working: HTMLButtonElement | null = null;
    const observer = new MutationObserver(() => {
      if (focused instanceof HTMLButtonElement && focused.disabled) working = focused;
      if (!working || working.disabled) return;
      if (working.isConnected && document.activeElement === document.body)
        working.focus({ preventScroll: true });
      working = null;
    });
    const note = ({ type, target }: Event) => {
      focused = type === 'focusin' ? target : null;
      working = null;
    };
    observer.observe(document.body, { subtree: true, attributeFilter: ['disabled'] });
    document.addEventListener('focusin', note);
    document.addEventListener('pointerdown', note);
    return () => {
      observer.disconnect();
      document.removeEventListener('focusin', note);
      document.removeEventListener('pointerdown', note);
    };
  }, []);
}
