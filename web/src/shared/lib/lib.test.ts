import { describe, expect, it } from 'vitest';
import { emailProblem, passwordProblem } from './checks';
import { formatLocale, supportedLocale } from './locale';
import {
  exampleAmount,
  formatBytes,
  formatSpan,
  formatTotal,
  readAmount,
  roundEstimate,
  writeAmount,
} from './numbers';
import { bytesOf, textOf } from './passkeys';
import { randomId } from './random';
import { findShortcut, keyOf, type Shortcut } from './shortcuts';
import { formatDate, formatRelative, nextDay, startOfDay, timeZoneOptions } from './time';

describe('amounts', () => {
  it.each([
    ['45', '45'],
    ['45.5', '45.5'],
    ['45,50', '45.50'],
    [' € 1.200,50 ', '1200.50'],
    ['1,200.50', '1200.50'],
    ["12'345.05", '12345.05'],
    ['1 200,50 €', '1200.50'],
    // Three digits behind a point may be thousands or a fraction: the server asks.
    ['1.200', '1.200'],
    ['12,34.50', '12,34.50'],
    ['much', 'much'],
    ['-5', '-5'],
    ['', ''],
  ])('“%s” is read as “%s”', (written, read) => {
    expect(readAmount(written)).toBe(read);
  });
  it.each([
    ['1200.50', '1200,50'],
    ['6.00', '6,00'],
    ['500', '500'],
    ['9999999999999.99', '9999999999999,99'],
    ['', ''],
  ])('“%s” of the server is written “%s” in German, and read back', (amount, written) => {
    expect(writeAmount(amount, 'de-DE')).toBe(written);
    expect(readAmount(written)).toBe(amount);
  });
  it('are shown as examples in the language', () => {
    expect([exampleAmount('en-GB'), exampleAmount('de-DE')]).toEqual(['120.00', '120,00']);
  });
});

describe('time', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  it.each([
    ['2026-03-10T12:00:00Z', 'now'],
    ['2026-03-10T11:59:20Z', 'now'],
    ['2026-03-10T11:55:00Z', '5 minutes ago'],
    ['2026-03-10T14:00:00Z', 'in 2 hours'],
    ['2026-03-09T12:00:00Z', 'yesterday'],
    ['2026-03-11T12:00:00Z', 'tomorrow'],
    ['2026-02-24T12:00:00Z', '2 weeks ago'],
    ['2025-03-10T12:00:00Z', 'last year'],
  ])('%s is “%s”', (instant, words) => {
    expect(formatRelative(instant, 'en', now)).toBe(words);
  });

  it.each([
    ['2026-01-15', 'UTC', '2026-01-15T00:00:00.000Z'],
    ['2026-01-15', 'Europe/Berlin', '2026-01-14T23:00:00.000Z'],
    // The days on which clocks change start at the old offset.
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-06-01', 'America/New_York', '2026-06-01T04:00:00.000Z'],
    ['2026-06-01', 'Asia/Kolkata', '2026-05-31T18:30:00.000Z'],
    ['2026-06-01', 'Australia/Lord_Howe', '2026-05-31T13:30:00.000Z'],
  ])('%s in %s starts at %s', (date, zone, instant) => {
    expect(startOfDay(date, zone)).toBe(instant);
  });

  it.each([
    ['2026-02-28', '2026-03-01'],
    ['2028-02-28', '2028-02-29'],
    ['2026-12-31', '2027-01-01'],
  ])('after %s comes %s', (date, next) => {
    expect(nextDay(date)).toBe(next);
  });

  it('a plain date belongs to no zone', () => {
    expect(formatDate('2026-01-31', 'en-GB')).toBe('31 Jan 2026');
  });

  it('zones show their present offset', () => {
    const zones = timeZoneOptions(new Date('2026-07-01T00:00:00Z'));
    expect(zones[0]?.label).toBe('UTC (UTC+00:00)');
    expect(
      zones.find(({ value }) => value === 'Asia/Kathmandu' || value === 'Asia/Katmandu')?.label,
    ).toContain('(UTC+05:45)');
    expect(zones.find(({ value }) => value === 'America/New_York')?.label).toBe(
      'America/New York (UTC-04:00)',
    );
  });
});

describe('numbers', () => {
  it.each([
    [0.2, '1 sec'],
    [59, '59 sec'],
    [125, '2 min 5 sec'],
    [3600, '1 hr'],
    [7325, '2 hr 2 min'],
  ])('%d seconds are “%s”', (seconds, words) => {
    expect(formatSpan(seconds, 'en')).toBe(words);
  });

  it('an estimate says so', () => {
    expect(formatTotal(1_234_567, true, 'en')).toBe('≈ 1.2M');
    expect(formatTotal(1_234_567, false, 'de')).toBe('1.234.567');
  });

  it.each([
    [0, 0],
    [999, 999],
    [12_949, 13_000],
    [1_063_151, 1_100_000],
  ])('%d lines are about %d', (estimate, rounded) => {
    expect(roundEstimate(estimate)).toBe(rounded);
  });

  it.each([
    [0, '0 bytes'],
    [999, '999 bytes'],
    [3_400_000, '3.4 MB'],
    [1e15, '1,000 TB'],
  ])('%d bytes are “%s”', (bytes, words) => {
    expect(formatBytes(bytes, 'en')).toBe(words);
  });
});

describe('languages', () => {
  it.each([
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['en-GB', 'en'],
    ['fr', 'en'],
    [undefined, 'en'],
  ])('%s is shown in %s', (wanted, locale) => {
    expect(supportedLocale(wanted)).toBe(locale);
  });

  it('dates follow the region when the browser names one of the language', () => {
    expect(formatLocale('en', ['de-DE', 'en-GB'])).toBe('en-GB');
    expect(formatLocale('de', ['en-US'])).toBe('de');
  });
});

describe('shortcuts', () => {
  const shortcut = (keys: string): Shortcut => ({ keys, label: keys, run: () => {} });
  const all = ['?', 'g c', 'g h', 'mod+K', '?'].map(shortcut);

  it('a sequence is found by its second key', () => {
    expect(findShortcut(all, 'g', 'h')).toBe(all[2]);
    expect(findShortcut(all, '', 'h')).toBeUndefined();
  });

  it('the screen shown last wins', () => {
    expect(findShortcut(all, 'x', '?')).toBe(all[4]);
  });

  it('Ctrl and ⌘ are one', () => {
    expect(keyOf(new KeyboardEvent('keydown', { key: 'k', ctrlKey: true }))).toBe('mod+K');
    expect(keyOf(new KeyboardEvent('keydown', { key: 'k', metaKey: true }))).toBe('mod+K');
    expect(keyOf(new KeyboardEvent('keydown', { key: 'G' }))).toBe('g');
  });
});

describe('what can be said without the server', () => {
  it.each([
    ['', true],
    ['lena', true],
    ['le na@x.com', true],
    ['lena@x.com', false],
    [' lena@x.com ', false],
  ])('e-mail “%s” is wrong: %s', (value, wrong) => {
    expect(emailProblem(value) !== null).toBe(wrong);
  });

  it('a password has ten characters, however they are encoded', () => {
    expect(passwordProblem('123456789')).not.toBeNull();
    expect(passwordProblem('1234567890')).toBeNull();
    expect(passwordProblem('😀😀😀😀😀😀😀😀😀')).not.toBeNull();
  });
});

it('bytes survive base64url both ways', () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const text = textOf(bytes.buffer);
  expect(text).not.toMatch(/[+/=]/);
  expect(bytesOf(text)).toEqual(bytes);
});

it('random ids are 32 hexadecimal digits, each another', () => {
  const ids = new Set(Array.from({ length: 50 }, randomId));
  expect(ids.size).toBe(50);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{32}$/);
});
