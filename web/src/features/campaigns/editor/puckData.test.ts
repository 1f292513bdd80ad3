import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Block, BlockField, BlockManifest, MailDocument } from './mailDocument';
import { puckConfigOf } from './puckConfig';
import {
  documentOf,
  firstPropsOf,
  type PuckBlock,
  puckDataOf,
  UnknownBlocks,
  withColumnCount,
} from './puckData';

// What the server has in its binary.
const folder = join(import.meta.dirname, '../../../../../blocks/mail');
const read = (path: string) => JSON.parse(readFileSync(join(folder, path), 'utf8'));
const manifest: BlockManifest = read('manifest.json');
const templates = readdirSync(join(folder, 'templates'), {
  recursive: true,
  encoding: 'utf8',
}).filter((name) => name.endsWith('.json'));

const roundTrip = (document: MailDocument) =>
  documentOf(structuredClone(puckDataOf(document, manifest)), manifest);

// The same numbers in each run (mulberry32).
function randomOf(seed: number) {
  let state = seed;
  return (below: number) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

function someDocument(random: (below: number) => number): MailDocument {
  const types = Object.keys(manifest.blocks);
  const one = <T>(list: readonly T[]) => list[random(list.length)] as T;
  const some = <T>(most: number, make: () => T) => Array.from({ length: random(most + 1) }, make);
  const block = (inColumn: boolean): Block => {
    const type = one(types.filter((name) => !inColumn || name !== 'columns'));
    const fields = Object.entries(manifest.blocks[type]?.fields ?? {})
      .filter(([, { required }]) => required || random(2) === 0)
      .map(([key, field]) => [key, value(field)]);
    return {
      type,
      ...(random(4) === 0 && { id: `own-${random(3)}` }),
      ...Object.fromEntries(fields),
    };
  };
  const value = (field: BlockField): unknown => {
    if (field.type === 'number') return (field.min ?? 0) + random(5);
    if (field.type === 'choice') return one(field.options ?? []);
    if (field.type === 'links') return some(3, () => ({ label: 'A', url: 'https://a.example' }));
    if (field.type === 'columns')
      return Array.from({ length: 2 + random(2) }, () => some(3, () => block(true)));
    return one(['', 'Words', 'Two\n\nparagraphs', '{{ contact.first_name | default: "x" }}', '😀']);
  };
  return {
    ...(random(2) && { version: 1 }),
    ...(random(2) && { theme: random(2) ? {} : { accent: '#112233', width: 640 } }),
    blocks: some(6, () => block(false)),
  } as MailDocument;
}

describe('a mail as Puck has it', () => {
  it('is of fifteen templates in two languages', () => expect(templates).toHaveLength(30));

  it.each(templates)('is the same mail afterwards: %s', (file) => {
    const { document } = read(`templates/${file}`);
    expect(roundTrip(document)).toEqual(document);
  });

  it('is the same mail afterwards, whatever stands in it', () => {
    for (let seed = 0; seed < 500; seed++) {
      const document = someDocument(randomOf(seed));
      expect(roundTrip(document), `seed ${seed}`).toStrictEqual(document);
    }
  });

  it('has an id of its own for each block, also for those in columns', () => {
    const block = { type: 'divider', id: 'same' };
    const { content } = puckDataOf(
      { blocks: [block, block, { type: 'columns', columns: [[block], [block]] }] },
      manifest,
    );
    const ids = JSON.stringify(content).match(/"id":"[^"]+"/g) ?? [];
    expect(new Set(ids).size).toBe(5);
  });

  it('is refused with blocks that nobody knows, which are named', () => {
    const blocks = [
      { type: 'marquee' },
      { type: 'text', text: 'x' },
      { type: 'columns', columns: [[{ type: 'toString' }], []] },
      { type: 'columns', columns: 'two' },
    ];
    const refused = () => puckDataOf({ blocks }, manifest);
    expect(refused).toThrow(UnknownBlocks);
    expect(refused).toThrow('marquee, toString, columns');
  });
});

describe('what Puck knows of blocks', () => {
  const wordsOf = (label: string) => `<${label}>`;
  const config = puckConfigOf(manifest, wordsOf);

  it('is what the manifest says, and no more', () => {
    expect(Object.keys(config.components)).toEqual(Object.keys(manifest.blocks));
    for (const [type, { label, fields }] of Object.entries(manifest.blocks)) {
      const component = config.components[type];
      expect(component?.label).toBe(`<${label}>`);
      expect(Object.keys(component?.fields ?? {})).toEqual(Object.keys(fields));
      expect(component?.defaultProps).toEqual(firstPropsOf(type, manifest, wordsOf));
    }
  });

  it('has first words in the language of the app', () => {
    expect(config.components.footer?.defaultProps?.unsubscribe).toBe('<Unsubscribe>');
    expect(config.components.heading?.defaultProps?.text).toBe('');
  });

  it('keeps footers and further columns out of columns', () => {
    expect(config.components.columns?.fields?.columns).toEqual({
      type: 'array',
      arrayFields: { blocks: { type: 'slot', disallow: ['columns', 'footer'] } },
    });
    expect(config.components.columns?.defaultProps).toEqual({
      columns: [{ blocks: [] }, { blocks: [] }],
    });
  });
});

it('fewer columns lose nothing', () => {
  const block = (id: string): PuckBlock => ({ type: 'divider', props: { id } });
  const three = ['a', 'b', 'c'].map((id) => ({ blocks: [block(id)] }));
  expect(withColumnCount(three, 2)).toEqual([
    { blocks: [block('a')] },
    { blocks: [block('b'), block('c')] },
  ]);
  expect(withColumnCount(three.slice(0, 2), 3)).toEqual([...three.slice(0, 2), { blocks: [] }]);
});
