import { dayOf, toLocalInput } from '@/shared/lib/localTime';
import { nextDay } from '@/shared/lib/time';
import type { Task } from './api';

export type Due = 'overdue' | 'today' | 'upcoming' | 'someday';
export const dues: Due[] = ['overdue', 'today', 'upcoming', 'someday'];

/** Where a task stands in the day of the person who looks. */
export function dueOf(task: Pick<Task, 'due_at'>, now = Date.now()): Due {
  if (!task.due_at) return 'someday';
  if (Date.parse(task.due_at) < now) return 'overdue';
  return dayOf(task.due_at) === dayOf(now) ? 'today' : 'upcoming';
}

const hourMs = 3_600_000;
const morning = '09:00';

/** When a task is due that is for a day: in the morning, or, today, at the full hour after the next one. */
export function dueIn(days: number, now = Date.now()): string {
  if (days === 0) return toLocalInput((Math.floor(now / hourMs) + 2) * hourMs);
  let day = dayOf(now);
  for (let ahead = 0; ahead < days; ahead++) day = nextDay(day);
  return `${day}T${morning}`;
}
