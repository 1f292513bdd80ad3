// Chromium, and pages that remember what went wrong in them.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { chromiumProgram, pictureFolder, webPackage } from './paths.mjs';

const { chromium } = createRequire(webPackage)('playwright-core');

export const desk = { width: 1440, height: 900 };
export const phone = { width: 390, height: 844 };

// A loaded machine is slow, and that is no mistake of the product.
const actionLimitMs = 20_000;

export async function launchBrowser() {
  if (!chromiumProgram) throw new Error('Chromium is not installed: bin/setup test');
  return chromium.launch({ executablePath: chromiumProgram, args: ['--no-sandbox'] });
}

/** A browser of one's own: no cookies but those of `person` (an Api), when one is given. */
export async function openContext(browser, origin, options = {}) {
  const { person, size = desk, scheme = 'light', locale = 'en-GB', userAgent } = options;
  const context = await browser.newContext({
    baseURL: origin,
    viewport: size,
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale,
    userAgent,
    timezoneId: 'Europe/Berlin',
  });
  context.setDefaultTimeout(actionLimitMs);
  if (person) await context.addCookies(person.browserCookies());
  return context;
}

/** Gathers mistakes in `page.mistakes`; `expected` are those that the test causes on purpose. */
export async function openPage(context, expected = []) {
  const page = await context.newPage();
  page.mistakes = [];
  page.expected = [...expected];
  watch(page);
  return page;
}

function watch(page) {
  const note = (words) => {
    if (!page.expected.some((pattern) => pattern.test(words))) page.mistakes.push(words);
  };
  page.on('pageerror', (error) => note(`error: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    // Answers that are no success are looked at below, with their address.
    const isAnswer = message.text().startsWith('Failed to load resource');
    if (message.type() === 'error' && !isAnswer) note(`console: ${message.text()}`);
  });
  page.on('response', (answer) => {
    const { pathname } = new URL(answer.url());
    // How the app learns that nobody is signed in.
    const asksWhoIsThere = answer.status() === 401 && pathname === '/api/me';
    if (answer.status() >= 400 && !asksWhoIsThere)
      note(`answer: ${answer.status()} ${answer.request().method()} ${pathname}`);
  });
  page.on('requestfailed', (request) => {
    const why = request.failure()?.errorText;
    // The app itself gives up on searches that are overtaken by the next letter.
    if (why !== 'net::ERR_ABORTED') note(`request: ${why} ${request.url()}`);
  });
}

export async function takePicture(page, name) {
  await page.screenshot({ path: join(pictureFolder, `${name}.png`) });
}
