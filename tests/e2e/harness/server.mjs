// The real program in a folder of its own, and what a test asks it outside of the browser.
import { spawn } from 'node:child_process';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Api } from './api.mjs';
import { serverProgram } from './paths.mjs';

const startLimitMs = 60_000; // initdb on a loaded machine
const stopLimitMs = 15_000;

export const demoPerson = { email: 'demo@example.com', password: 'demo salon demo' };

/** `demo`: with the demo project. Its sign-in is `demoPerson`. `flags`: further ones of `serve`. */
export async function startServer({ demo = false, rateLimitPercent = 100_000, flags = [] } = {}) {
  const data = mkdtempSync(join(tmpdir(), 'socialflow-e2e-'));
  chmodSync(data, 0o711); // PostgreSQL passes through as another user when we are root
  // Links in mails and passkeys need the port before the server listens.
  const port = await freePort();
  const server = new Server(data, port, [
    ...['serve', '--port', String(port), '--data', data, demo ? '--demo' : '--empty'],
    ...['--rate-limit-percent', String(rateLimitPercent), '--log-level', 'warn'],
    ...flags,
  ]);
  await server.start();
  return server;
}

class Server {
  #process;
  #output = '';

  constructor(data, port, flags) {
    this.data = data;
    this.flags = flags;
    this.origin = `http://localhost:${port}`;
  }

  /** Resolves at the line `ready …`. Also after `kill`. */
  async start() {
    const child = spawn(serverProgram, this.flags, { stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    this.ended = new Promise((resolve) => child.once('exit', resolve));
    await new Promise((resolve, reject) => {
      const refuse = (why) => reject(new Error(`the server ${why}:\n${this.#output}`));
      const timer = setTimeout(() => refuse('is not ready in time'), startLimitMs);
      const read = (bytes) => {
        this.#output += bytes;
        if (/^ready http/m.test(this.#output)) resolve(clearTimeout(timer));
      };
      child.stdout.on('data', read);
      child.stderr.on('data', read);
      this.ended.then(() => refuse('ended'));
    });
    this.#output = '';
  }

  /** What it said since it was ready: nothing, when all is well. */
  get output() {
    return this.#output;
  }

  async kill() {
    this.#process.kill('SIGKILL');
    await this.ended;
  }

  async stop() {
    this.#process.kill('SIGTERM');
    const timer = setTimeout(() => this.#process.kill('SIGKILL'), stopLimitMs);
    await this.ended;
    clearTimeout(timer);
    rmSync(this.data, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }

  /** Somebody who calls the API; `signUp` and `signIn` make him a person. */
  api() {
    return new Api(this.origin);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}
