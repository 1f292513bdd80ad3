// How the server's mail looks around its blocks (mail_block_writer.cpp). Class names and figures are the same; a test
// in the browser lays both over each other.
import type { CSSProperties } from 'react';
import type { BlockManifest, MailTheme } from '../mailDocument';

/** On a phone columns stand below each other. */
export const mailRules = `
@media (max-width: 620px) {
  .stack { display: block !important; width: 100% !important; padding: 0 !important; }
  .pad { padding-left: 20px !important; padding-right: 20px !important; }
}`;

/** A picture that is not there yet, or cannot be had, is a field with its words. The server fetches those from elsewhere. */
export const pictureRules = `
img:not([width="1"]) {
  min-height: 96px; background: #e9ebf0; color: #4a5060; font: 13px/1.4 system-ui, sans-serif;
}`;

const sidePadding = 32;
const columnGap = 20;

/** A field of the theme, or the manifest's default. */
export function themeValue(manifest: BlockManifest, theme: MailTheme, name: string) {
  return theme[name] ?? manifest.theme[name]?.default;
}

export function pageStyle(manifest: BlockManifest, theme: MailTheme) {
  const value = (name: string) => String(themeValue(manifest, theme, name) ?? '');
  const around: CSSProperties = {
    minHeight: '100vh',
    boxSizing: 'border-box',
    padding: '24px 12px',
    background: value('background'),
  };
  const mail: CSSProperties = {
    maxWidth: Number(themeValue(manifest, theme, 'width') ?? 600),
    margin: '0 auto',
    padding: '32px 0 16px',
    borderRadius: 12,
    background: value('surface'),
    textAlign: 'left',
  };
  return { around, mail };
}

export function rowStyle(type: string): CSSProperties {
  return {
    display: 'flow-root',
    padding: type === 'footer' ? `16px ${sidePadding}px 8px` : `0 ${sidePadding}px`,
  };
}

export function columnStyle(width: number, index: number, count: number): CSSProperties {
  const each = Math.floor((width - 2 * sidePadding - columnGap * (count - 1)) / count);
  return {
    width: each,
    verticalAlign: 'top',
    padding: index + 1 === count ? 0 : `0 ${columnGap}px 0 0`,
  };
}
