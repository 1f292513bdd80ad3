import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { Drawer, useGetPuck } from '@puckeditor/core';
import { type ReactNode, useContext, useEffect, useId, useLayoutEffect, useRef } from 'react';
import classes from '../editor.module.css';
import { placeToAdd } from '../list/BlockList';
import { usePanel } from '../list/BlockPanel';
import { ManifestContext } from '../ManifestContext';
import type { MailData } from '../puckData';
import { rootZone, useMailActions } from '../usePuck';
import { useManifestWords } from '../words';
import { BlockIcon } from './BlockIcon';

/** What can be dragged into the mail. A click, or Enter, adds it at the end. */
export function BlockTiles() {
  const { t } = useLingui();
  const wordsOf = useManifestWords();
  const manifest = useContext(ManifestContext);
  const { add } = useMailActions();
  const { focusLater, say } = usePanel();
  const getPuck = useGetPuck();
  const hint = useId();
  const put = (type: string, label: string) => {
    const { content } = getPuck().appState.data as unknown as MailData;
    focusLater(add(type, rootZone, placeToAdd(content, type)), 'field');
    say(t`Added: ${label}`);
  };
  return (
    <div className={classes.tiles}>
      <Text size="sm" c="dimmed" id={hint}>
        <Trans>Drag one into the mail, or press it to add it at the end.</Trans>
      </Text>
      <Drawer>
        {Object.entries(manifest.blocks).map(([type, { label }]) => (
          <Drawer.Item key={type} name={type} label={wordsOf(label)}>
            {() => (
              <Tile
                name={t`Add: ${wordsOf(label)}`}
                hint={hint}
                onPress={() => put(type, wordsOf(label))}
              >
                <BlockIcon type={type} />
                <span>{wordsOf(label)}</span>
              </Tile>
            )}
          </Drawer.Item>
        ))}
      </Drawer>
    </div>
  );
}

interface TileProps {
  name: string;
  hint: string;
  onPress: () => void;
  children: ReactNode;
}

// The element that Puck drags is its own, so what makes a button of it is put there. Puck draws each tile twice: the
// one below stays while the one above is dragged.
function Tile({ name, hint, onPress, children }: TileProps) {
  const content = useRef<HTMLDivElement>(null);
  const press = useRef(onPress);
  useEffect(() => {
    press.current = onPress;
  });
  useLayoutEffect(() => {
    const host = content.current?.closest<HTMLElement>('[data-puck-drawer-item]');
    if (!host) return;
    if (!host.dataset.testid) {
      host.setAttribute('aria-hidden', 'true');
      return;
    }
    host.setAttribute('role', 'button');
    host.setAttribute('aria-label', name);
    host.setAttribute('aria-describedby', hint);
    host.setAttribute('aria-roledescription', '');
    const byKey = (event: KeyboardEvent) => {
      if (event.key !== 'Enter' && event.key !== ' ') return;
      event.preventDefault();
      press.current();
    };
    const byPointer = () => press.current();
    host.addEventListener('keydown', byKey);
    host.addEventListener('click', byPointer);
    return () => {
      host.removeEventListener('keydown', byKey);
      host.removeEventListener('click', byPointer);
    };
  }, [name, hint]);
  return (
    <div ref={content} className={classes.tile}>
      {children}
    </div>
  );
}
