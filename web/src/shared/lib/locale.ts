import { i18n } from '@lingui/core';
import { useLingui } from '@lingui/react';

/** Languages the app speaks, each by its own name. */
export const languages = [
  { value: 'en', label: 'English' },
  { value: 'de', label: 'Deutsch' },
] as const;

export type Locale = (typeof languages)[number]['value'];

/** The language of `wanted` when the app speaks it, else English: "de-AT" → "de". */
export function supportedLocale(wanted: string | null | undefined): Locale {
  const base = wanted?.toLowerCase().split('-')[0];
  return languages.find((language) => language.value === base)?.value ?? 'en';
}

export async function activateLocale(wanted: string | null | undefined) {
  const locale = supportedLocale(wanted);
  if (i18n.locale === locale) return;
  const { messages } =
    locale === 'de' ? await import('../../locales/de.po') : await import('../../locales/en.po');
  i18n.loadAndActivate({ locale, messages });
  document.documentElement.lang = locale;
}

/**
 * How dates and numbers are written: as in the person's region when the browser names one of the chosen language
 * ("en-GB" for English), else as usual in the language.
 */
export function formatLocale(language: string, browser = navigator.languages): string {
  return browser.find((tag) => tag.toLowerCase().split('-')[0] === language) ?? language;
}

export function useFormatLocale(): string {
  return formatLocale(useLingui().i18n.locale);
}
