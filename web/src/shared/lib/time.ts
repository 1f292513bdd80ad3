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
  ['second', 60],
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
  let amount = (Date.parse(instant) - now) / 1000;
  if (Math.abs(amount) < 45) return style.format(0, 'second');
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
  return name === 'GMT' ? 'UTC' : (name?.replace('GMT', 'UTC') ?? 'UTC');
}
