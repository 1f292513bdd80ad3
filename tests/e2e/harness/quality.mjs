// What every screen must be, whatever it shows.
import { violationsOf } from '../../../web/src/testing/axe.ts';

const mostTabs = 14; // the rest of a screen is made of the same parts

/** The screen has settled: its heading stands, nothing loads. */
export async function settle(page) {
  await page.locator('h1').first().waitFor();
  await page.waitForFunction(
    () => !document.querySelector('[aria-busy=true], .mantine-Skeleton-root, [data-loading]'),
  );
  await page.evaluate(() => document.fonts.ready);
  // The app hears of another scheme a moment later than the style sheets do.
  await page.waitForFunction(() => {
    const wanted = matchMedia('(prefers-color-scheme: dark)').matches ? 'dark' : 'light';
    return document.documentElement.dataset.mantineColorScheme === wanted;
  });
  // Colours fade when the scheme changes.
  await page.waitForFunction(() =>
    document.getAnimations().every(({ playState }) => playState !== 'running'),
  );
}

/** What appeared has stopped moving and fading. */
export async function stand(locator) {
  await locator.evaluate(async (element) => {
    const still = () =>
      getComputedStyle(element).opacity === '1' &&
      element.getAnimations({ subtree: true }).length === 0;
    while (!still()) await new Promise(requestAnimationFrame);
  });
}

/** What is wrong with the page as it stands, one line each. */
export async function findingsOf(page) {
  const findings = await violationsOfStill(page);
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  if (overflow > 0) findings.push(`the page is ${overflow} px wider than the window`);
  const headings = await page.locator('h1').count();
  if (headings !== 1) findings.push(`${headings} headings of the first level`);
  if (!(await page.title()).includes('SocialFlow')) findings.push('the document has no title');
  return findings;
}

/**
 * The violations of a screen that stood still meanwhile: axe looks at a button twice, whether it is disabled and what
 * colours it has, and an answer of the server may enable it in between. A screen that never rests is judged as it is.
 */
async function violationsOfStill(page, tries = 5) {
  await page.evaluate(() => {
    const what = { subtree: true, childList: true, attributes: true };
    window.changes = new MutationObserver(() => {
      window.hasChanged = true;
    });
    window.hasChanged = false;
    window.changes.observe(document.body, what);
  });
  const violations = await violationsOf(page);
  const hasChanged = await page.evaluate(() => {
    window.changes.disconnect();
    return window.hasChanged;
  });
  if (violations.length === 0 || !hasChanged || tries === 1) return violations;
  await settle(page);
  return violationsOfStill(page, tries - 1);
}

/** Goes through the page with Tab: what has the focus must look different for it, and be in sight. */
export async function focusFindingsOf(page) {
  const findings = [];
  await page.evaluate(() => document.activeElement?.blur());
  for (let tab = 0; tab < mostTabs; tab++) {
    await page.keyboard.press('Tab');
    const finding = await page.evaluate(focusFinding);
    if (finding) findings.push(`focus: ${finding}`);
  }
  return [...new Set(findings)];
}

// In the page. The look of the element and of two around it: fields show focus at their frame.
async function focusFinding() {
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const look = () => {
    const parts = [];
    for (let node = element, depth = 0; node && depth < 3; node = node.parentElement, depth++) {
      const style = getComputedStyle(node);
      parts.push(style.outlineStyle, style.outlineWidth, style.outlineColor, style.boxShadow);
      parts.push(style.borderColor, style.backgroundColor, style.transform);
    }
    const sibling = element.nextElementSibling && getComputedStyle(element.nextElementSibling);
    return [...parts, sibling?.outlineStyle, sibling?.boxShadow].join(' ');
  };
  const name = () =>
    `${element.tagName.toLowerCase()} “${(element.ariaLabel ?? element.textContent ?? '').trim().slice(0, 40)}”`;
  // The frame that gives the focus its look may start transitions, of a place too: also with
  // reduced motion they exist, and are only short. One that was replaced by another is no matter.
  const frame = () => new Promise(requestAnimationFrame);
  await frame();
  await frame();
  const ending = document
    .getAnimations()
    .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
  await Promise.allSettled(ending.map(({ finished }) => finished));
  const { width, height, right, bottom } = element.getBoundingClientRect();
  const focused = look();
  element.blur();
  const plain = look();
  element.focus();
  if (focused === plain) return `nothing shows it on ${name()}`;
  if (width > 0 && height > 0 && (right <= 0 || bottom <= 0)) return `${name()} is out of sight`;
  return null;
}
