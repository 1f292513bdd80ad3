// What of Puck's own canvas is replaced: its frame, which gets a name, a language and the mail's rules, and the bar
// over a chosen block, which Puck fills for pointers only.
import { useLingui } from '@lingui/react/macro';
import { ActionBar, type Overrides, useGetPuck } from '@puckeditor/core';
import { IconArrowDown, IconArrowUp, IconCopy, IconTrash } from '@tabler/icons-react';
import { type ReactNode, useCallback, useEffect, useRef } from 'react';
import { useMailActions, usePuck } from '../usePuck';
import { mailRules, pictureRules } from './mailStyle';

// The app around may be dark; mails are light.
const frameRules = `
:root { color-scheme: light; }
body { margin: 0; background: #fff; }
.unwritten {
  margin: 4px 0 16px; padding: 18px 12px; border: 1px dashed #8d94a5; border-radius: 8px;
  background: #fff; color: #4a5060; font: 14px/1.4 system-ui, sans-serif; text-align: center;
}
/* Puck hides the bar of a block that is only pointed at, and lets its buttons have the focus. */
[data-puck-overlay]:not([class*="--isSelected"]) section { display: none; }
[role="button"]:focus-visible { outline: 2px solid #3f5bd9; outline-offset: 2px; border-radius: 4px; }
`;

function Frame({ children, document: inside }: { children: ReactNode; document?: Document }) {
  const { t, i18n } = useLingui();
  const remove = useRemoveByKey();
  const title = t`The mail, to be changed`;
  useEffect(() => {
    if (!inside) return;
    inside.defaultView?.frameElement?.setAttribute('title', title);
    inside.title = title;
    inside.documentElement.lang = i18n.locale;
    const style = inside.createElement('style');
    style.textContent = frameRules + mailRules + pictureRules;
    inside.head.append(style);
    inside.addEventListener('keydown', remove);
    const plain = new MutationObserver(() => undrag(inside));
    plain.observe(inside.body, { subtree: true, childList: true, attributes: true });
    undrag(inside);
    return () => {
      plain.disconnect();
      inside.removeEventListener('keydown', remove);
      style.remove();
    };
  }, [inside, title, i18n.locale, remove]);
  return <>{children}</>;
}

// The drag and drop library takes a row of columns for one more button, though others stand in it; and it says that
// the space bar picks a block up, which it does not here.
function undrag(inside: Document) {
  for (const row of inside.querySelectorAll('[data-mail-columns]'))
    for (const name of ['aria-pressed', 'aria-grabbed', 'aria-disabled']) row.removeAttribute(name);
  for (const block of inside.querySelectorAll('[data-puck-component]'))
    for (const name of ['aria-roledescription', 'aria-describedby', 'aria-grabbed'])
      block.removeAttribute(name);
}

/** The chosen block goes by the Delete key, when the focus is in the canvas and nowhere else. */
function useRemoveByKey() {
  const getPuck = useGetPuck();
  const { remove } = useMailActions();
  const latest = useRef(remove);
  useEffect(() => {
    latest.current = remove;
  });
  return useCallback(
    (event: KeyboardEvent) => {
      if (event.key !== 'Delete' && event.key !== 'Backspace') return;
      const selected = getPuck().selectedItem?.props.id as string | undefined;
      if (selected && getPuck().getPermissions().drag) latest.current(selected);
    },
    [getPuck],
  );
}

function Bar({ label, parentAction }: { label?: string; parentAction: ReactNode }) {
  const { t } = useLingui();
  const { move, duplicate, remove } = useMailActions();
  const id = usePuck((state) => state.selectedItem?.props.id as string | undefined);
  const place = usePuck((state) => state.appState.ui.itemSelector);
  const zone = place?.zone;
  if (!id || !place || !zone) return null;
  return (
    <section aria-label={label}>
      <ActionBar label={label}>
        <ActionBar.Group>
          {parentAction}
          <ActionBar.Action
            label={t`Move up`}
            disabled={place.index === 0}
            onClick={() => move(id, zone, place.index - 1)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionBar.Action>
          <ActionBar.Action label={t`Move down`} onClick={() => move(id, zone, place.index + 1)}>
            <IconArrowDown size={16} aria-hidden />
          </ActionBar.Action>
          <ActionBar.Action label={t`Duplicate`} onClick={() => duplicate(id)}>
            <IconCopy size={16} aria-hidden />
          </ActionBar.Action>
          <ActionBar.Action label={t`Remove`} onClick={() => remove(id)}>
            <IconTrash size={16} aria-hidden />
          </ActionBar.Action>
        </ActionBar.Group>
      </ActionBar>
    </section>
  );
}

export const overrides: Partial<Overrides> = {
  iframe: Frame,
  actionBar: Bar as Overrides['actionBar'],
};
