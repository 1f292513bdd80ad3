// What the server stores of a mail and what Puck edits, each made of the other without loss. Puck tells blocks apart by
// an id, keeps what stands in columns as slots of an array, and the theme as a property of the root.
import { randomId } from '@/shared/lib/random';
import {
  type Block,
  type BlockManifest,
  type MailDocument,
  type MailTheme,
  newBlock,
  type WordsOf,
} from './mailDocument';

export interface PuckBlock {
  type: string;
  props: { id: string } & Record<string, unknown>;
}

/** Of Puck: its own type knows other roots. */
export interface MailData {
  root: { props: { mail: Omit<MailDocument, 'blocks'> } };
  content: PuckBlock[];
}

/** One of the columns that stand beside each other. */
export interface PuckColumn {
  blocks: PuckBlock[];
}

/** A mail of another version, or made by a program: its blocks cannot be edited here. */
export class UnknownBlocks extends Error {
  readonly types: string[];

  constructor(types: string[]) {
    super(`unknown blocks: ${types.join(', ')}`);
    this.types = types;
  }
}

/** The field of a kind of block that holds other blocks. */
export function columnsFieldOf(manifest: BlockManifest, type: string): string | undefined {
  const fields = Object.entries(manifest.blocks[type]?.fields ?? {});
  return fields.find(([, field]) => field.type === 'columns')?.[0];
}

/** Throws UnknownBlocks. */
export function puckDataOf({ blocks, ...mail }: MailDocument, manifest: BlockManifest): MailData {
  const unknown = new Set<string>();
  const data = {
    root: { props: { mail } },
    content: blocks.map((block) => puckBlockOf(block, manifest, unknown)),
  };
  if (unknown.size > 0) throw new UnknownBlocks([...unknown]);
  return data;
}

export function documentOf(data: MailData, manifest: BlockManifest): MailDocument {
  return {
    ...data.root.props.mail,
    blocks: data.content.map((block) => blockOf(block, manifest)),
  };
}

// An id that the document has is kept beside Puck's own, which must be unique.
function puckBlockOf(block: Block, manifest: BlockManifest, unknown: Set<string>): PuckBlock {
  const { type, id: documentId, ...fields } = block ?? {};
  const columns = columnsFieldOf(manifest, type);
  if (!Object.hasOwn(manifest.blocks, type) || (columns && !isColumns(fields[columns])))
    unknown.add(String(type));
  else if (columns)
    fields[columns] = (fields[columns] as Block[][]).map((inside) => ({
      blocks: inside.map((one) => puckBlockOf(one, manifest, unknown)),
    }));
  const own = documentId !== undefined && { documentId };
  return { type, props: { ...fields, ...own, id: `${type}-${randomId()}` } };
}

/** A block as the document has it. */
export function blockOf({ type, props }: PuckBlock, manifest: BlockManifest): Block {
  const { id: _puck, documentId, ...fields } = props;
  const columns = columnsFieldOf(manifest, type);
  if (columns)
    fields[columns] = (fields[columns] as PuckColumn[]).map(({ blocks }) =>
      blocks.map((one) => blockOf(one, manifest)),
    );
  return { type, ...(documentId !== undefined && { id: documentId }), ...fields };
}

/** The properties of a block that is added. */
export function firstPropsOf(
  type: string,
  manifest: BlockManifest,
  wordsOf?: WordsOf,
): Record<string, unknown> {
  const { type: _type, ...fields } = newBlock(type, manifest, wordsOf);
  const columns = columnsFieldOf(manifest, type);
  if (columns) fields[columns] = (fields[columns] as Block[][]).map(() => ({ blocks: [] }));
  return fields;
}

/** With as many columns; what stood in those that go is kept in the last one. */
export function withColumnCount(columns: PuckColumn[], count: number): PuckColumn[] {
  const left = columns.slice(count).flatMap(({ blocks }) => blocks);
  return Array.from({ length: count }, (_, index) => {
    const blocks = columns[index]?.blocks ?? [];
    return { blocks: index === count - 1 ? [...blocks, ...left] : blocks };
  });
}

export function themeOf(data: MailData): MailTheme {
  return data.root.props.mail.theme ?? noTheme;
}

const noTheme: MailTheme = {};

function isColumns(value: unknown): value is Block[][] {
  return Array.isArray(value) && value.every((column) => Array.isArray(column));
}
