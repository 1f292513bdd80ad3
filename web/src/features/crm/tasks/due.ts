import { dayOf } from '@/shared/lib/localTime';
import type { Task } from './api';

export type Due = 'overdue' | 'today' | 'upcoming' | 'someday';
export const dues: Due[] = ['overdue', 'today', 'upcoming', 'someday'];

/** Where a task stands in the day of the person who looks. */
export function dueOf(task: Pick<Task, 'due_at'>, now = Date.now()): Due {
  if (!task.due_at) return 'someday';
  if (Date.parse(task.due_at) < now) return 'overdue';
  return dayOf(task.due_at) === dayOf(now) ? 'today' : 'upcoming';
}
