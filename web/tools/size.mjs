// What a first visit loads, and what the editor of mails loads beyond it, against their budgets. Fails above one.
// Usage: node tools/size.mjs dist
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// Script and style, gzip, fonts not counted.
const entryBudget = 220 * 1024;
// Puck: the canvas, its drag and drop, and its own panels and rich text menu, of which the editor uses none but which
// stand in the same file. Only who writes a mail of blocks loads it.
const editorBudget = 280 * 1024;

export function entryFiles(html) {
  return [...html.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  );
}

/** The scripts that `source` loads with itself; those that it may load later are not among them. */
export function importsOf(source) {
  const found = source.matchAll(
    /(?:^|[;}\s])(?:import|export)(?:[\w$\s{},*]+from)?\s*["'`]\.\/([^"'`]+\.js)["'`]/g,
  );
  return [...new Set([...found].map((match) => match[1]))];
}

async function withImports(folder, files) {
  const all = new Set(files);
  for (const file of all) {
    if (!file.endsWith('.js')) continue;
    const source = await readFile(join(folder, file), 'utf8');
    for (const one of importsOf(source)) all.add(`assets/${one}`);
  }
  return all;
}

async function weigh(folder, files, budget, name) {
  let total = 0;
  for (const file of files) {
    const bytes = gzipSync(await readFile(join(folder, file)), { level: 9 }).length;
    total += bytes;
    console.log(`${kilobytes(bytes)}  ${file}`);
  }
  console.log(`${kilobytes(total)}  ${name}, of ${budget / 1024}`);
  return total > 0 && total <= budget;
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1).padStart(7)} KB`;

if (import.meta.main) {
  const folder = process.argv[2] ?? 'dist';
  const entry = await withImports(
    folder,
    entryFiles(await readFile(join(folder, 'index.html'), 'utf8')),
  );
  const assets = await readdir(join(folder, 'assets'));
  const editor = assets.filter((name) => /^MailEditor-.*\.(js|css)$/.test(name));
  const more = await withImports(
    folder,
    editor.map((name) => `assets/${name}`),
  );
  const fits = [
    await weigh(folder, entry, entryBudget, 'entry'),
    await weigh(folder, more.difference(entry), editorBudget, 'editor of mails'),
  ];
  if (fits.includes(false)) process.exit(1);
}
