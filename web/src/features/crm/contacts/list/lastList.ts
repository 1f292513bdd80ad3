// The list from which a contact's page was opened: the way back to it, and to the persons before and after.
import { currentProjectId } from '@/shared/api';
import type { ContactFilter } from '../api';
import type { ContactSearch } from './search';

export interface LastList {
  search: ContactSearch;
  request: ContactFilter;
}

let last: (LastList & { projectId: string | null }) | null = null;

export function rememberList(list: LastList) {
  last = { ...list, projectId: currentProjectId() };
}

export function lastList(): LastList | null {
  return last?.projectId === currentProjectId() ? last : null;
}
