import { type AsksForNew, readAsksForNew } from '@/shared/lib/useAskedFor';

export interface TaskSearch extends AsksForNew {
  whose?: 'mine' | 'everyone';
  status?: 'open' | 'done';
}

export function readTaskSearch(search: Record<string, unknown>): TaskSearch {
  return {
    whose: search.whose === 'everyone' ? 'everyone' : undefined,
    status: search.status === 'done' ? 'done' : undefined,
    ...readAsksForNew(search),
  };
}
