import type { Job } from './api';

/** What `job.changed` carries. */
export interface JobChange {
  id: string;
  kind: string;
  status: string;
  progress_done: number;
  progress_total: number | null;
}

/**
 * The list of running jobs after an event, with rate and time left as the server would work them out; null when the
 * list has to be fetched: a job came or went.
 */
export function withChange(jobs: Job[], change: JobChange, now: number): Job[] | null {
  const known = jobs.find(({ id }) => id === change.id);
  if (change.status !== 'running' || !known) return null;
  const { progress_done, progress_total } = change;
  const seconds = known.started_at ? (now - Date.parse(known.started_at)) / 1000 : 0;
  const rate = seconds > 0 && progress_done > 0 ? progress_done / seconds : null;
  const left = rate && progress_total ? (progress_total - progress_done) / rate : null;
  const changed = {
    ...known,
    progress_done,
    progress_total,
    rate_per_second: rate,
    seconds_left: left,
  };
  return jobs.map((job) => (job === known ? changed : job));
}

/** Shorter work comes and goes without a word. */
const longMs = 2500;

/** The job whose progress the shell shows to the person: the oldest of his that takes its time. */
export function longJobOf(userId: string, jobs: Job[], now: number): Job | undefined {
  return jobs.findLast(
    ({ created_by, started_at }) =>
      created_by === userId && started_at && now - Date.parse(started_at) >= longMs,
  );
}
