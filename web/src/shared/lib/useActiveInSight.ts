import { type RefObject, useEffect, useRef } from 'react';

/**
 * For a line of links or tabs that scrolls sideways on phones: the active one, found by `selector`, stays in sight.
 * `active` names it, so that another one is scrolled to when it changes.
 */
export function useActiveInSight<E extends HTMLElement>(
  selector: string,
  active: string,
): RefObject<E | null> {
  const line = useRef<E>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another name is another active one
  useEffect(() => {
    const list = line.current;
    const item = list?.querySelector<HTMLElement>(selector);
    if (list && item) list.scrollLeft = item.offsetLeft - (list.clientWidth - item.clientWidth) / 2;
  }, [selector, active]);
  return line;
}
