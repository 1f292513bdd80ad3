import { type ComponentType, lazy, useState } from 'react';

/**
 * A part of a screen that its first sight does not need. It is fetched when the browser has nothing better to do, so that
 * it is there when it is asked for; until then the `Suspense` around it shows its fallback.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
): ComponentType<Props> {
  let loaded: ComponentType<Props> | undefined;
  const fetchPart = async () => {
    loaded = await load();
    return { default: loaded };
  };
  const Late = lazy(fetchPart);
  // Not in Safari: there the part comes when it is asked for. What fails here is tried again then.
  globalThis.requestIdleCallback?.(() => void fetchPart().catch(() => undefined));
  return function Part(props: Props) {
    // A part that is there needs no `lazy`, which would show the fallback for a moment all the same.
    const [Shown] = useState<ComponentType<Props>>(() => loaded ?? Late);
    return <Shown {...props} />;
  };
}
