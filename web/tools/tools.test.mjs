import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, it } from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compressFolder } from './compress.mjs';
import { entryFiles, filesOf, importsOf } from './size.mjs';

let folder;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compress-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('puts both encodings beside a file, from 1 KB on', async () => {
  await writeFile(join(folder, 'large.js'), 'x'.repeat(1024));
  await writeFile(join(folder, 'small.js'), 'x'.repeat(1023));
  await compressFolder(folder);
  assert.deepEqual((await readdir(folder)).sort(), [
    'large.js',
    'large.js.br',
    'large.js.gz',
    'small.js',
  ]);
  const whole = 'x'.repeat(1024);
  assert.equal(brotliDecompressSync(await readFile(join(folder, 'large.js.br'))).toString(), whole);
  assert.equal(gunzipSync(await readFile(join(folder, 'large.js.gz'))).toString(), whole);
});

it('leaves alone what is compressed already or does not shrink', async () => {
  await writeFile(join(folder, 'font.woff2'), 'x'.repeat(4096));
  await writeFile(join(folder, 'noise.bin'), crypto.getRandomValues(new Uint8Array(4096)));
  assert.deepEqual(await compressFolder(folder), []);
});

it('knows what a first visit loads', () => {
  const html = `<link rel="icon" href="/icon.svg"><script type="module" src="/assets/index-a.js"></script>
    <link rel="modulepreload" href="/assets/b.js"><link rel="stylesheet" href="/assets/index-c.css">`;
  assert.deepEqual(entryFiles(html), ['assets/index-a.js', 'assets/b.js', 'assets/index-c.css']);
});

it('finds what a script loads with itself, and not what it may load later', () => {
  const source =
    'import{a as b}from"./one.js";import"./two.js";import c,{d}from`./three.js`;export*from"./four.js";' +
    'const later=()=>import("./five.js");';
  assert.deepEqual(importsOf(source), ['one.js', 'two.js', 'three.js', 'four.js']);
});

it('finds what a screen was built into, and not what another begins with its name', () => {
  const assets = [
    'ContactPage-a_b-c1d2.css',
    'ContactPage-D7V9VXph.js',
    'ContactPage-D7V9VXph.js.br',
    'ContactPageTop-D7V9VXph.js',
    'echarts-COSUCX1O.js',
  ];
  assert.deepEqual(filesOf(assets, 'ContactPage'), [
    'assets/ContactPage-a_b-c1d2.css',
    'assets/ContactPage-D7V9VXph.js',
  ]);
});
