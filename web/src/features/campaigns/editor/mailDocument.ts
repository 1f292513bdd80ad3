// A mail as blocks. Which there are, with which fields, says the server's manifest (GET /api/email/blocks).

export type BlockField = {
  type: 'line' | 'markup' | 'url' | 'color' | 'choice' | 'number' | 'columns' | 'links';
  label: string;
  required?: boolean;
  min?: number;
  max?: number;
  options?: string[];
  default?: string | number;
};

export interface BlockManifest {
  theme: Record<string, BlockField>;
  blocks: Record<string, { label: string; fields: Record<string, BlockField> }>;
}

export type Block = { type: string } & Record<string, unknown>;

export type MailTheme = Record<string, string | number>;

export interface MailDocument {
  theme?: MailTheme;
  blocks: Block[];
}

export interface MailLink {
  label: string;
  url: string;
}

/**
 * A block as it is when it is added: required words are asked for, the rest has its default, words ("Unsubscribe") those
 * that `wordsOf` has for it.
 */
export function newBlock(type: string, manifest: BlockManifest, wordsOf: WordsOf = same): Block {
  const fields = Object.entries(manifest.blocks[type]?.fields ?? {});
  return {
    type,
    ...Object.fromEntries(fields.map(([key, field]) => [key, firstValue(field, wordsOf)])),
  };
}

export type WordsOf = (english: string) => string;

const same: WordsOf = (english) => english;

function firstValue(field: BlockField, wordsOf: WordsOf): unknown {
  if (field.type === 'columns') return Array.from({ length: field.min ?? 2 }, () => []);
  if (field.type === 'links') return [{ label: '', url: '' }];
  if (field.type === 'line' && field.default) return wordsOf(String(field.default));
  return field.default ?? '';
}

/** What a closed block says of itself: its first words. */
export function summaryOf(block: Block): string {
  const words = block.text ?? block.label ?? block.alt ?? block.src;
  return typeof words === 'string' ? words.replaceAll(/\s+/g, ' ').slice(0, 80) : '';
}

/** Nothing of it would be seen: what it is about has not been written yet. */
export function isUnwritten(block: Block, manifest: BlockManifest): boolean {
  const fields = Object.entries(manifest.blocks[block.type]?.fields ?? {});
  const [key, field] = fields.find(([, { required }]) => required) ?? [];
  if (!key) return false;
  if (field?.type === 'links')
    return (block[key] as MailLink[] | undefined)?.every(({ label }) => !label) ?? true;
  return block[key] === undefined || block[key] === '';
}

export function isMailDocument(value: unknown): value is MailDocument {
  return (
    typeof value === 'object' &&
    value !== null &&
    Array.isArray((value as { blocks?: unknown }).blocks)
  );
}
