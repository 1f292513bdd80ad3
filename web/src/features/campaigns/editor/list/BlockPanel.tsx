import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import {
  createContext,
  type ReactNode,
  type RefObject,
  useContext,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { MailData } from '../puckData';
import { rootZone, usePuck, useSelectedId } from '../usePuck';
import { BlockList } from './BlockList';

export type CardPart = 'title' | 'up' | 'down' | 'more' | 'field';

interface Place {
  id: string;
  part: CardPart;
}

interface PanelTools {
  /** Where the focus goes when the change is on the screen. */
  focusLater: (id: string, part: CardPart) => void;
  /** Said to whoever does not see what happened. */
  say: (words: string) => void;
}

const PanelContext = createContext<PanelTools>({ focusLater() {}, say() {} });
export const usePanel = () => useContext(PanelContext);

interface BlockPanelProps {
  /** What can be dragged into the mail, above its blocks. */
  tiles: ReactNode;
  children: ReactNode;
}

/** The mail as a list of its blocks: everything that the canvas can do, with the keyboard and on a phone. */
export function BlockPanel({ tiles, children }: BlockPanelProps) {
  const { t } = useLingui();
  const blocks = usePuck((state) => (state.appState.data as unknown as MailData).content);
  const panel = useRef<HTMLElement>(null);
  const wanted = useRef<Place>(undefined);
  const given = useRef<Place & { element: HTMLElement }>(undefined);
  const [said, setSaid] = useState('');
  const [tools] = useState<PanelTools>(() => ({
    focusLater: (id, part) => {
      wanted.current = { id, part };
    },
    say: setSaid,
  }));
  // After every change: the part may be there only now, or stand at its old place until then and
  // take the focus along when it goes.
  useEffect(() => {
    const before = given.current;
    if (!wanted.current && before && !before.element.isConnected && nothingHasFocus())
      wanted.current = before;
    if (!wanted.current) return;
    const element = partOf(panel.current, wanted.current.id, wanted.current.part);
    if (!element) return;
    given.current = { ...wanted.current, element };
    wanted.current = undefined;
    element.focus();
  });
  useShowSelected(panel);
  return (
    <PanelContext.Provider value={tools}>
      <section ref={panel} aria-label={t`Blocks`}>
        {tiles}
        <BlockList blocks={blocks} zone={rootZone} />
        {children}
        <VisuallyHidden role="status">{said}</VisuallyHidden>
      </section>
    </PanelContext.Provider>
  );
}

const nothingHasFocus = () => !document.activeElement || document.activeElement === document.body;

function partOf(panel: HTMLElement | null, id: string, part: CardPart): HTMLElement | null {
  const card = panel?.querySelector(`[data-block="${id}"]`);
  if (!card) return null;
  if (part === 'field')
    return card.querySelector<HTMLElement>('[data-fields] :is(input, textarea)') ?? titleOf(card);
  // At the end of the list, the way further is disabled.
  return card.querySelector<HTMLElement>(`[data-part="${part}"]:not(:disabled)`) ?? titleOf(card);
}

const titleOf = (card: Element) => card.querySelector<HTMLElement>('[data-part="title"]');

/** What is chosen in the canvas comes into sight here. */
function useShowSelected(panel: RefObject<HTMLElement | null>) {
  const selected = useSelectedId();
  useEffect(() => {
    if (selected)
      panel.current
        ?.querySelector(`[data-block="${selected}"]`)
        ?.scrollIntoView({ block: 'nearest' });
  }, [selected, panel]);
}
