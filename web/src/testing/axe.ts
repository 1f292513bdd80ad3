// The accessibility gate: the same rules in component tests (jsdom) and in Chromium.
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

/** WCAG 2.2 AA and good practice. */
const rules: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  // The one frame of the app shows mails, whose content is their sender's.
  iframes: false,
};

/** One line a finding, for messages of tests: "color-contrast: …  .selector". */
export function describeViolations({ violations }: AxeResults): string[] {
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map((node) => `${id}: ${help}  ${node.target.join(' ')}  ${node.failureSummary ?? ''}`),
  );
}

/** Findings in a page of Chromium. Works under the app's Content-Security-Policy. */
export async function violationsOf(page: Page): Promise<string[]> {
  const source = await readFile(
    createRequire(import.meta.url).resolve('axe-core/axe.min.js'),
    'utf8',
  );
  await page.evaluate(source);
  const results = await page.evaluate(
    (options) =>
      (window as unknown as { axe: { run: (o: unknown) => Promise<AxeResults> } }).axe.run(options),
    rules,
  );
  return describeViolations(results);
}

/** Findings in a rendered component. jsdom lays nothing out, so contrast is left to Chromium. */
export async function violationsIn(container: Element): Promise<string[]> {
  const axe = await import('axe-core');
  const results = await axe.default.run(container, {
    ...rules,
    rules: { 'color-contrast': { enabled: false }, region: { enabled: false } },
  });
  return describeViolations(results);
}
