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
