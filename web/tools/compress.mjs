// Puts a .br and a .gz beside every file of the build that gets smaller by it; the server sends what the browser takes.
// Usage: node tools/compress.mjs dist
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { extname, join } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

// Below this a compressed answer saves no packet.
const smallestBytes = 1024;
// These are compressed already.
const packed = new Set(['.woff2', '.png', '.webp', '.br', '.gz']);

const encodings = {
  '.br': (bytes) =>
    promisify(brotliCompress)(bytes, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
      },
    }),
  '.gz': (bytes) => promisify(gzip)(bytes, { level: constants.Z_BEST_COMPRESSION }),
};

export async function compressFolder(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const written = [];
  for (const entry of entries) {
    if (!entry.isFile() || packed.has(extname(entry.name))) continue;
    const path = join(entry.parentPath, entry.name);
    const bytes = await readFile(path);
    if (bytes.length < smallestBytes) continue;
    for (const [extension, compress] of Object.entries(encodings)) {
      const smaller = await compress(bytes);
      if (smaller.length >= bytes.length) continue;
      await writeFile(path + extension, smaller);
      written.push(path + extension);
    }
  }
  return written;
}

if (import.meta.main) {
  const folder = process.argv[2] ?? 'dist';
  const written = await compressFolder(folder);
  console.log(`${written.length} compressed files beside the originals`);
}
