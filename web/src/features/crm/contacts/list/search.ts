// What the address of the contacts dashboard says: it can be shared, kept and gone back to.
import { type AsksForNew, readAsksForNew } from '@/shared/lib/useAskedFor';
import { type Rule, readRule } from '../../rules/rule';

export interface ContactSearch extends AsksForNew {
  /** Id of a saved view; what follows differs from it. */
  view?: string;
  q?: string;
  filter?: Rule;
  sort?: string;
  columns?: string[];
  trash?: boolean;
}

export function readContactSearch(search: Record<string, unknown>): ContactSearch {
  const { columns } = search;
  return {
    view: text(search.view),
    q: text(search.q),
    filter: readRule(search.filter),
    sort: text(search.sort),
    columns: Array.isArray(columns) ? columns.map(String) : undefined,
    trash: search.trash === true || undefined,
    ...readAsksForNew(search),
  };
}

/** A number in the address ("?q=0301") was read as one. */
function text(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}
