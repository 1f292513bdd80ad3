import type { CampaignMetrics } from '../api';

const windowSeconds = 60;

/**
 * Mails a minute, as of the last minute in which any left; null before the first. By the clock of the server alone:
 * the browser's may be another.
 */
export function mailsPerMinute({
  sent,
  step_seconds,
}: Pick<CampaignMetrics, 'sent' | 'step_seconds'>) {
  const first = sent[0];
  const last = sent.at(-1);
  if (!first || !last) return null;
  const end = Date.parse(last.at) / 1000 + step_seconds;
  const begin = Math.max(Date.parse(first.at) / 1000, end - Math.max(windowSeconds, step_seconds));
  const count = sent
    .filter(({ at }) => Date.parse(at) / 1000 >= begin)
    .reduce((sum, step) => sum + step.sent, 0);
  return (60 * count) / (end - begin);
}

/** Until nobody waits any more, at that pace; null when nothing can be said. */
export function secondsLeft(pending: number, perMinute: number | null): number | null {
  if (perMinute === null || perMinute <= 0) return null;
  return (60 * pending) / perMinute;
}
