import { useLingui } from '@lingui/react/macro';
import type { SlotComponent } from '@puckeditor/core';
import { type KeyboardEvent, type ReactNode, useContext } from 'react';
import { useBlockPreview } from '../blockPreview';
import { ManifestContext } from '../ManifestContext';
import { isUnwritten } from '../mailDocument';
import { blockOf, columnsFieldOf, type PuckBlock } from '../puckData';
import { rootZone, useMailTheme, usePuck, useSelectBlock } from '../usePuck';
import { useManifestWords } from '../words';
import { columnStyle, pageStyle, rowStyle, themeValue } from './mailStyle';

type DragRef = ((element: Element | null) => void) | null;

/** The mail around its blocks. */
export function MailPage({ children }: { children: ReactNode }) {
  const manifest = useContext(ManifestContext);
  const { around, mail } = pageStyle(manifest, useMailTheme());
  return (
    <main style={around}>
      <div style={mail}>{children}</div>
    </main>
  );
}

interface LeafProps {
  id: string;
  dragRef: DragRef;
}

/** A block that holds no others: the server's HTML. */
export function LeafBlock({ id, dragRef }: LeafProps) {
  const manifest = useContext(ManifestContext);
  const item = usePuck((state) => {
    const selector = state.getSelectorForId(id);
    return selector && (state.getItemBySelector(selector) as PuckBlock | undefined);
  });
  const columns = usePuck((state) => {
    const parent = state.getSelectorForId(id) && state.getParentById(id);
    const field = parent && columnsFieldOf(manifest, parent.type);
    return field ? (parent.props[field] as unknown[]).length : 1;
  });
  return item ? <Leaf item={item} columns={columns} dragRef={dragRef} /> : <div ref={dragRef} />;
}

function Leaf({ item, columns, dragRef }: { item: PuckBlock; columns: number; dragRef: DragRef }) {
  const manifest = useContext(ManifestContext);
  const { t } = useLingui();
  const select = useSelectBlock();
  const wordsOf = useManifestWords();
  const block = blockOf(item, manifest);
  const { data, isPending } = useBlockPreview(block, columns, useMailTheme());
  const html = isUnwritten(block, manifest) ? '' : data?.html;
  const label = wordsOf(manifest.blocks[item.type]?.label ?? item.type);
  const isRow = usePuck((state) => state.getSelectorForId(item.props.id)?.zone === rootZone);
  const empty = t`still empty`;
  const choose = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    select(item.props.id);
  };
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: Puck's drag and drop makes it focusable
    <div
      ref={dragRef}
      role="button"
      aria-label={[label, html ? textOf(html) : empty].filter(Boolean).join(': ')}
      className={isRow ? 'pad' : undefined}
      style={isRow ? rowStyle(item.type) : undefined}
      onKeyDown={choose}
    >
      {html === undefined ? (
        <div style={{ height: 24 }} aria-busy={isPending} />
      ) : html === '' ? (
        <div className="unwritten">
          {label}: {empty}
        </div>
      ) : (
        <div
          inert
          data-mail-block={item.type}
          // Escaped by the server where it stands; the app's Content-Security-Policy runs no script of it.
          // biome-ignore lint/security/noDangerouslySetInnerHtml: a mail is HTML
          dangerouslySetInnerHTML={{ __html: html }}
        />
      )}
    </div>
  );
}

/** What is to be read in it, pictures with their words. */
function textOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html, 'text/html');
  for (const picture of body.querySelectorAll('img')) picture.replaceWith(picture.alt);
  return body.textContent.replaceAll(/\s+/g, ' ').trim();
}

interface ColumnsProps {
  id: string;
  label: string;
  dragRef: DragRef;
  columns: { blocks: SlotComponent }[];
}

export function ColumnsBlock({ id, label, dragRef, columns }: ColumnsProps) {
  const manifest = useContext(ManifestContext);
  const width = Number(themeValue(manifest, useMailTheme(), 'width') ?? 600);
  return (
    <div
      ref={dragRef}
      role="group"
      aria-label={label}
      tabIndex={-1}
      data-mail-columns={id}
      className="pad"
      style={rowStyle('columns')}
    >
      <table role="presentation" width="100%" cellSpacing={0} cellPadding={0} style={{ border: 0 }}>
        <tbody>
          <tr>
            {columns.map(({ blocks: Blocks }, index) => (
              <td
                // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
                key={index}
                className="stack"
                style={columnStyle(width, index, columns.length)}
              >
                <Blocks minEmptyHeight={96} />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  );
}
