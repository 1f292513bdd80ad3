// What <input type="datetime-local"> holds, in the zone in which the person sees all instants.
import { displayTimeZone } from './time';

const minuteMs = 60_000;

/** "2026-01-31T09:00" in the person's zone. */
export function toLocalInput(instant: string | number | Date, zone = displayTimeZone()): string {
  const parts = new Intl.DateTimeFormat('sv-SE', {
    timeZone: zone,
    dateStyle: 'short',
    timeStyle: 'short',
  }).format(new Date(instant));
  return parts.replace(' ', 'T');
}

/** The instant that a clock in the person's zone shows as `local`; one that the clock skips is an hour later. */
export function fromLocalInput(local: string, zone = displayTimeZone()): string {
  const wanted = Date.parse(`${local}:00Z`);
  let guess = wanted;
  // Twice: the first step may cross a change of the clock.
  for (let step = 0; step < 2; step++) {
    const shown = Date.parse(`${toLocalInput(guess, zone)}:00Z`);
    guess += wanted - shown;
  }
  return new Date(Math.floor(guess / minuteMs) * minuteMs).toISOString();
}

/** The day in the person's zone: "2026-01-31". */
export function dayOf(instant: string | number | Date, zone = displayTimeZone()): string {
  return toLocalInput(instant, zone).slice(0, 10);
}
