import { toast, undoMs } from './toast';

interface Deletion {
  /** "Note deleted" */
  message: string;
  /** Takes it off the screen. */
  hide: () => void;
  /** Brings it back onto the screen. */
  show: () => void;
  /** Deletes it on the server. */
  send: () => Promise<unknown>;
}

/**
 * For what the server cannot bring back: gone from the screen at once, deleted when "Undo" is not offered any more or
 * when the page is left.
 */
export function deleteUndoably({ message, hide, show, send }: Deletion) {
  let open = true;
  const settle = () => {
    if (!open) return false;
    open = false;
    clearTimeout(timer);
    removeEventListener('pagehide', commit);
    return true;
  };
  const commit = () => {
    if (!settle()) return;
    send().catch((error: unknown) => {
      show();
      toast.error(error);
    });
  };
  const timer = setTimeout(commit, undoMs);
  addEventListener('pagehide', commit);
  hide();
  toast.undo(message, () => {
    if (settle()) show();
  });
}
