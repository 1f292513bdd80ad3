// The product in a real browser: starts the built server with its own PostgreSQL for each file of tests, drives
// Chromium through the screens as people use them. Pictures go to build/test/e2e.
//
//     node tests/e2e/run.mjs [part-of-file-name …]
//
// Needs build/release/socialflow, or that of SOCIALFLOW_PRESET (with the web app in it), and web/node_modules.
// Prints the summary of node:test.
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec } from 'node:test/reporters';
import { pictureFolder } from './harness/paths.mjs';

const filesAtOnce = 2; // each has a server, a database and a browser
const fileLimitMs = 900_000; // the gate of all screens, on a loaded machine

const wanted = process.argv.slice(2);
const files = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.test.mjs'))
  .filter((name) => wanted.length === 0 || wanted.some((part) => name.includes(part)))
  .map((name) => join(import.meta.dirname, name));

mkdirSync(pictureFolder, { recursive: true });
run({ files, concurrency: filesAtOnce, timeout: fileLimitMs })
  .on('test:fail', () => {
    process.exitCode = 1;
  })
  .compose(spec)
  .pipe(process.stdout);
