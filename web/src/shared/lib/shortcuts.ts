// Keys that do something anywhere in the app. Screens register theirs while they are shown; the help lists them all.
import { useEffect, useRef, useSyncExternalStore } from 'react';

export interface Shortcut {
  /** "mod+K", "?", or a sequence "g c". */
  keys: string;
  label: string;
  run: () => void;
}

/** Keys of a sequence may be this far apart. */
const sequencePauseMs = 900;

let registered: readonly Shortcut[] = [];
const listeners = new Set<() => void>();

function change(next: Shortcut[]) {
  registered = next;
  for (const listener of listeners) listener();
}

/** Registers shortcuts for as long as the component is mounted. */
export function useShortcuts(shortcuts: Shortcut[]) {
  const latest = useRef(shortcuts);
  latest.current = shortcuts;
  const identity = shortcuts.map((shortcut) => `${shortcut.keys} ${shortcut.label}`).join('\n');
  // biome-ignore lint/correctness/useExhaustiveDependencies: `identity` says when the list is another one
  useEffect(() => {
    const mine = latest.current.map(({ keys, label }, index) => ({
      keys,
      label,
      run: () => latest.current[index]?.run(),
    }));
    change([...registered, ...mine]);
    return () => change(registered.filter((shortcut) => !mine.includes(shortcut)));
  }, [identity]);
}

export function useRegisteredShortcuts(): readonly Shortcut[] {
  return useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => registered,
  );
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
  );
}

/** How a key press is written in `Shortcut.keys`. */
export function keyOf(event: KeyboardEvent): string {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
  return event.metaKey || event.ctrlKey ? `mod+${key.toUpperCase()}` : key;
}

/** Finds the shortcut that `pressed` completes, after the keys `before`. */
export function findShortcut(
  shortcuts: readonly Shortcut[],
  before: string,
  pressed: string,
): Shortcut | undefined {
  const sequence = before ? `${before} ${pressed}` : pressed;
  // The screen shown last comes first.
  return (
    shortcuts.findLast((shortcut) => shortcut.keys === sequence) ??
    shortcuts.findLast((shortcut) => shortcut.keys === pressed)
  );
}

/** Listens for the whole app; stands once in the shell. */
export function useShortcutListener() {
  useEffect(() => {
    let before = '';
    let beforeAt = 0;
    const onKeyDown = (event: KeyboardEvent) => {
      const pressed = keyOf(event);
      const plain = !pressed.startsWith('mod+');
      const inDialog = document.querySelector('[role="dialog"]') !== null;
      if (event.defaultPrevented || (plain && (isTyping(event.target) || inDialog))) return;
      if (event.timeStamp - beforeAt > sequencePauseMs) before = '';
      const shortcut = findShortcut(registered, before, pressed);
      if (shortcut) {
        event.preventDefault();
        before = '';
        return shortcut.run();
      }
      before = pressed;
      beforeAt = event.timeStamp;
    };
    addEventListener('keydown', onKeyDown);
    return () => removeEventListener('keydown', onKeyDown);
  }, []);
}
