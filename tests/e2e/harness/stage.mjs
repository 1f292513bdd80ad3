// One server and one browser for a file of tests, put away at its end, and pages that are looked through after each
// test: a test fails on a mistake in the console or the network that it did not cause on purpose.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { launchBrowser, openContext, openPage, takePicture } from './browser.mjs';
import { startServer } from './server.mjs';

/**
 * Called once at the top of a file. `stage.server` and `stage.open(options)` are there when tests run, and what
 * `prepare(stage)` did with them.
 */
export function setStage(serverOptions, prepare = async () => {}) {
  const stage = { pages: [], contexts: [] };
  before(async () => {
    [stage.server, stage.browser] = await Promise.all([
      startServer(serverOptions),
      launchBrowser(),
    ]);
    await prepare(stage);
  });
  after(async () => {
    await stage.browser?.close();
    await stage.server?.stop();
  });
  /** A page in a browser of its own, or in a `context` that the test keeps. */
  stage.open = async ({ context, expected, ...options } = {}) => {
    if (!context) {
      context = await stage.openContext(options);
      stage.contexts.push(context);
    }
    const page = await openPage(context, expected);
    stage.pages.push(page);
    return page;
  };
  stage.openContext = (options) => openContext(stage.browser, stage.server.origin, options);
  afterEach(async (test) => {
    const pages = stage.pages.splice(0);
    if (!test.passed)
      for (const [number, page] of pages.entries())
        await takePicture(page, `failed ${test.name} ${number}`.replaceAll(/[^\w-]+/g, '-'));
    const mistakes = pages.flatMap((page) => page.mistakes);
    await Promise.all(pages.map((page) => page.close()));
    await Promise.all(stage.contexts.splice(0).map((context) => context.close()));
    assert.deepEqual(mistakes, [], 'mistakes in the console or the network');
  });
  return stage;
}
