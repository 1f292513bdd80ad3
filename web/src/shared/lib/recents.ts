// What one opened last, for finding it again at once. Kept in this browser, apart for each project.
import { currentProjectId } from '../api/project';

export interface Recent {
  kind: 'contact' | 'company';
  id: string;
  title: string;
}

const mostRecents = 6;

function key(): string {
  return `socialflow.recents.${currentProjectId()}`;
}

/** Newest first. */
export function readRecents(): Recent[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(key()) ?? '[]');
    return Array.isArray(stored) ? stored.filter(isRecent) : [];
  } catch {
    return []; // Storage may be forbidden, or hold what another program left.
  }
}

function isRecent(value: unknown): value is Recent {
  const { kind, id, title } = (value ?? {}) as Record<string, unknown>;
  return (
    (kind === 'contact' || kind === 'company') &&
    typeof id === 'string' &&
    typeof title === 'string'
  );
}

export function rememberRecent(recent: Recent) {
  const others = readRecents().filter(({ id }) => id !== recent.id);
  const { kind, id, title } = recent;
  try {
    const next = [{ kind, id, title }, ...others].slice(0, mostRecents);
    localStorage.setItem(key(), JSON.stringify(next));
  } catch {
    // Without storage there are no recents; nothing else depends on them.
  }
}
