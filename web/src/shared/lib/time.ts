// Instants come as UTC ISO 8601 and are shown in the person's zone and language, through Intl alone.

let zone: string | undefined;

/** The zone in which the app shows instants; the browser's until somebody signed in. */
export function setDisplayTimeZone(name: string | undefined) {
  zone = name;
}

export function displayTimeZone(): string {
  return zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function format(locale: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const timeZone = displayTimeZone();
  const key = `${locale} ${timeZone} ${JSON.stringify(options)}`;
  let found = formats.get(key);
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone });
    formats.set(key, found);
  }
  return found;
}

/** "31 Jan 2026, 09:00" in the person's zone. */
export function formatInstant(instant: string, locale: string): string {
  return format(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(new Date(instant));
}

/** "31 Jan 2026". Takes an instant, or a plain date, which belongs to no zone. */
export function formatDate(value: string, locale: string): string {
  if (/^\d{4}-\d{2}-\d{2}$/.test(value))
    return new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(
      new Date(`${value}T00:00:00Z`),
    );
  return format(locale, { dateStyle: 'medium' }).format(new Date(value));
}

const steps: [Intl.RelativeTimeFormatUnit, number][] = [
  ['minute', 60],
  ['hour', 24],
  ['day', 7],
  ['week', 4.35],
  ['month', 12],
  ['year', Number.POSITIVE_INFINITY],
];

/** "5 minutes ago", "in 2 days". */
export function formatRelative(instant: string, locale: string, now = Date.now()): string {
  const style = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' });
  const seconds = (Date.parse(instant) - now) / 1000;
  if (Math.abs(seconds) < 60) return style.format(0, 'second');
  let amount = seconds / 60;
  for (const [unit, size] of steps) {
    if (Math.abs(Math.round(amount)) < size) return style.format(Math.round(amount), unit);
    amount /= size;
  }
  return formatDate(instant, locale);
}

/** Zones with their present offset: "Europe/Berlin (UTC+02:00)", in the order of their names. */
export function timeZoneOptions(now = new Date()): { value: string; label: string }[] {
  return ['UTC', ...Intl.supportedValuesOf('timeZone').filter((name) => name !== 'UTC')].map(
    (name) => ({ value: name, label: `${name.replaceAll('_', ' ')} (${offsetOf(name, now)})` }),
  );
}

function offsetOf(timeZone: string, now: Date): string {
  const parts = new Intl.DateTimeFormat('en', { timeZone, timeZoneName: 'longOffset' });
  const name = parts.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value;
  return name?.replace('GMT', 'UTC') ?? 'UTC';
}

/** The instant at which a day starts in a zone: ("2026-03-29", "Europe/Berlin") → "2026-03-28T23:00:00.000Z". */
export function startOfDay(date: string, timeZone = displayTimeZone()): string {
  const utc = Date.parse(`${date}T00:00:00Z`);
  // Twice, since the offset at the guess may be another one than at the result.
  let instant = utc;
  for (let round = 0; round < 2; round++) instant = utc - offsetMs(instant, timeZone);
  return new Date(instant).toISOString();
}

/** How far the clock of a zone is ahead of UTC at an instant. */
function offsetMs(instant: number, timeZone: string): number {
  const local = new Intl.DateTimeFormat('sv', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'medium',
  }).format(instant);
  return Date.parse(`${local.replace(' ', 'T')}Z`) - Math.floor(instant / 1000) * 1000;
}

/** The day after: "2026-02-28" → "2026-03-01". */
export function nextDay(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + 24 * 3600 * 1000).toISOString().slice(0, 10);
}
