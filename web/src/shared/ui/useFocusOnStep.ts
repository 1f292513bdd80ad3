import { type RefObject, useEffect, useRef } from 'react';

/**
 * A step that takes the place of another takes with it what had the focus, often the button that led here. The focus
 * goes to the first heading in the place, so that screen readers say it and Tab goes on from there.
 */
export function useFocusOnStep(step: string): RefObject<HTMLDivElement | null> {
  const place = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    if (before.current === step) return;
    before.current = step;
    if (document.activeElement !== document.body) return;
    const heading =
      place.current?.querySelector<HTMLElement>('h2') ??
      document.querySelector<HTMLElement>('[data-route-heading]');
    if (!heading) return;
    heading.tabIndex = -1;
    heading.focus();
  }, [step]);
  return place;
}
