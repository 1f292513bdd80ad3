import { useNavigate } from '@tanstack/react-router';
import { useEffect } from 'react';

/** In the address: whether the form for something new is asked for. */
export interface AsksForNew {
  new?: true;
}

/** Of any address: `?new=true`. */
export const readAsksForNew = (search: Record<string, unknown>): AsksForNew => ({
  new: search.new === true || undefined,
});

/** Opens what the address asks for and takes that out of it: who comes back to the screen is not asked again. */
export function useAskedFor(asked: true | undefined, open: () => void) {
  const navigate = useNavigate();
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each time that it is asked
  useEffect(() => {
    if (!asked) return;
    open();
    const search = (now: object) => ({ ...now, new: undefined });
    void navigate({ to: '.', search: search as never, replace: true });
  }, [asked]);
}
