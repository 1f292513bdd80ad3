// What a first visit loads, against its budget. Fails above it.
// Usage: node tools/size.mjs dist
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

// Script and style of the entry, gzip, fonts not counted.
const budgetBytes = 220 * 1024;

export function entryFiles(html) {
  return [...html.matchAll(/(?:src|href)="\/?(assets\/[^"]+\.(?:js|css))"/g)].map(
    (match) => match[1],
  );
}

if (import.meta.main) {
  const folder = process.argv[2] ?? 'dist';
  const files = entryFiles(await readFile(join(folder, 'index.html'), 'utf8'));
  const sizes = await Promise.all(
    files.map(async (file) => [
      file,
      gzipSync(await readFile(join(folder, file)), { level: 9 }).length,
    ]),
  );
  const total = sizes.reduce((sum, [, bytes]) => sum + bytes, 0);
  for (const [file, bytes] of sizes)
    console.log(`${(bytes / 1024).toFixed(1).padStart(7)} KB  ${file}`);
  console.log(`${(total / 1024).toFixed(1).padStart(7)} KB  entry, of ${budgetBytes / 1024}`);
  if (files.length === 0 || total > budgetBytes) process.exit(1);
}
