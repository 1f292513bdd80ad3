import '@testing-library/jest-dom/vitest';
import { i18n } from '@lingui/core';
import { cleanup, configure } from '@testing-library/react';
import { afterEach, vi } from 'vitest';

// The source language, as the catalogue's keys say it.
const { messages } = await import('../locales/en.po');
i18n.loadAndActivate({ locale: 'en', messages });

// Long enough for a machine that does other work too; a test that passes never waits so long.
configure({ asyncUtilTimeout: 30_000 });
afterEach(cleanup);

// What browsers have and jsdom has not.
vi.stubGlobal('matchMedia', (media: string) => ({
  matches: false,
  media,
  onchange: null,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
  dispatchEvent: () => false,
}));
vi.stubGlobal(
  'ResizeObserver',
  class {
    observe() {}
    unobserve() {}
    disconnect() {}
  },
);
HTMLCanvasElement.prototype.getContext = () => null; // ECharts then guesses the width of text
Element.prototype.scrollIntoView = () => {};
Element.prototype.scrollTo = () => {};
Object.defineProperty(document, 'fonts', {
  value: { addEventListener() {}, removeEventListener() {} },
});

// Puck would put its style sheet into the document; jsdom then looks through all of it for each element. What it needs
// of it is to be seen.
document.documentElement.style.setProperty('--_puck-styles-loaded', 'true');
const seen = document.createElement('style');
seen.textContent = '.Puck { visibility: visible !important }';
document.head.append(seen);
