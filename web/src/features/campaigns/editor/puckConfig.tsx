import type { ComponentConfig, Config, CustomField, Fields } from '@puckeditor/core';
import type { ReactNode } from 'react';
import { ColumnsBlock, LeafBlock, MailPage } from './canvas/CanvasBlocks';
import { FieldEditor } from './FieldEditor';
import type { BlockField, BlockManifest } from './mailDocument';
import { columnsFieldOf, firstPropsOf } from './puckData';

/** Kinds of blocks that do not stand in columns: those with columns, and the footer, which is the end of a mail. */
export function keptOutOfColumns(manifest: BlockManifest): string[] {
  return Object.keys(manifest.blocks).filter(
    (type) => type === 'footer' || columnsFieldOf(manifest, type),
  );
}

/** Puck's description of the blocks, made of the server's manifest: there is no other list of them. */
export function puckConfigOf(manifest: BlockManifest, wordsOf: (label: string) => string): Config {
  const components = Object.entries(manifest.blocks).map(([type, { label, fields }]) => {
    const columns = columnsFieldOf(manifest, type);
    const config: ComponentConfig = {
      label: wordsOf(label),
      inline: true, // the block's own element is what is dragged
      fields: Object.fromEntries(
        Object.entries(fields).map(([key, field]) => [key, puckFieldOf(field, manifest)]),
      ) as Fields,
      defaultProps: firstPropsOf(type, manifest, wordsOf),
      render: columns
        ? ({ id, puck, [columns]: slots }) => (
            <ColumnsBlock id={id} label={wordsOf(label)} dragRef={puck.dragRef} columns={slots} />
          )
        : ({ id, puck }) => <LeafBlock id={id} dragRef={puck.dragRef} />,
    };
    return [type, config];
  });
  return {
    root: { render: ({ children }: { children: ReactNode }) => <MailPage>{children}</MailPage> },
    components: Object.fromEntries(components),
  };
}

function puckFieldOf(field: BlockField, manifest: BlockManifest): Fields[string] {
  if (field.type === 'columns')
    return {
      type: 'array',
      arrayFields: { blocks: { type: 'slot', disallow: keptOutOfColumns(manifest) } },
    };
  return {
    type: 'custom',
    label: field.label,
    render: ({ value, onChange }) => (
      <FieldEditor field={field} value={value} onChange={onChange} />
    ),
  } satisfies CustomField<unknown>;
}
