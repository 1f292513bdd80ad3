// What a first visit loads, what each screen and the parts behind a click load beyond it, against their budgets. Prints
// one line each; fails above a budget. Usage: node tools/size.mjs dist
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// Script and style, gzip, fonts not counted.
const entryBudget = 220 * 1024;
// Beyond the first visit and the frame around all screens, both of which stay in the cache.
const routeBudget = 90 * 1024;
// Puck: the canvas, its drag and drop, and its own panels and rich text menu, of which the editor uses none but which
// stand in the same file. Only who writes a mail of blocks loads it. ECharts is as large.
const partBudget = 280 * 1024;

const frame = ['Shell', 'SettingsLayout'];
const parts = ['MailEditor', 'echarts'];

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

/** The files of the assets that a module was built into: "ContactsPage" → its script and its style. */
export function filesOf(assets, module) {
  return assets
    .filter((name) => name.replace(/-[\w-]{8}\.(?:js|css)$/, '') === module)
    .map((name) => `assets/${name}`);
}

/** With what the scripts among them load with themselves. */
async function withImports(folder, files) {
  const all = new Set(files);
  for (const file of all) {
    if (!file.endsWith('.js')) continue;
    const source = await readFile(join(folder, file), 'utf8');
    for (const one of importsOf(source)) all.add(`assets/${one}`);
  }
  return all;
}

async function weigh(folder, files) {
  let total = 0;
  for (const file of files)
    total += gzipSync(await readFile(join(folder, file)), { level: 9 }).length;
  return total;
}

async function check(folder) {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const assets = await readdir(join(folder, 'assets'));
  const modulesOf = (names) => names.flatMap((name) => filesOf(assets, name));
  const entry = await withImports(folder, entryFiles(html));
  const framed = new Set([...entry, ...(await withImports(folder, modulesOf(frame)))]);
  const beyond = async (known, name) =>
    weigh(folder, (await withImports(folder, modulesOf([name]))).difference(known));
  const routes = assets.flatMap((name) => name.match(/^(\w+Page)-[\w-]{8}\.js$/)?.[1] ?? []);
  const found = [['first visit', await weigh(folder, entry), entryBudget]];
  for (const name of routes) found.push([name, await beyond(framed, name), routeBudget]);
  for (const name of parts) found.push([name, await beyond(entry, name), partBudget]);
  return found.toSorted(([, one], [, other]) => other - one);
}

const kilobytes = (bytes) => `${(bytes / 1024).toFixed(1).padStart(6)} KB`;

if (import.meta.main) {
  const found = await check(process.argv[2] ?? 'dist');
  for (const [name, bytes, budget] of found)
    console.log(`${kilobytes(bytes)} of ${budget / 1024}  ${name}`);
  const wrong = found.filter(([, bytes, budget]) => bytes === 0 || bytes > budget);
  for (const [name] of wrong) console.log(`${name}: above its budget, or not found`);
  if (wrong.length > 0) process.exit(1);
}
