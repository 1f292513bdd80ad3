import { useLocalStorage } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { currentProjectId } from '@/shared/api';
import { emptyRule, type Rule, sameRule } from '../../rules';
import type { ContactFilter } from '../api';
import { usualColumns } from './columns';
import type { ContactSearch } from './search';
import { viewsQuery } from './views';

const route = getRouteApi('/app/contacts');

export const usualSort = '-created_at';

/** What the dashboard shows: the saved view, changed by what the address says. */
export function useContactList() {
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const views = useQuery(viewsQuery);
  const [ownColumns, setOwnColumns] = useLocalStorage({
    key: `socialflow.contact-columns.${currentProjectId() ?? ''}`,
    defaultValue: usualColumns,
    getInitialValueInEffect: false,
  });
  const view = views.data?.find(({ id }) => id === search.view);
  const filter = nonEmpty(search.filter ?? view?.filter ?? undefined);
  const sort = search.sort ?? view?.sort ?? usualSort;
  const viewColumns = view && view.columns.length > 0 ? view.columns : ownColumns;
  const columns = search.columns ?? viewColumns;

  const change = (next: Partial<ContactSearch>, replace = true) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace });

  return {
    search,
    view,
    views: views.data ?? [],
    /** False while the view that the address names is still on its way. */
    ready: !search.view || views.isSuccess || views.isError,
    filter,
    sort,
    columns,
    request: {
      q: search.q,
      filter: filter && JSON.stringify(filter),
      sort,
      trash: search.trash,
    } satisfies ContactFilter,
    /** Whether the view would be another one if it were saved now. */
    changed: Boolean(
      view && (search.filter !== undefined || search.sort !== undefined || search.columns),
    ),
    setQ: (q: string) => change({ q: q || undefined }),
    setFilter: (rule: Rule | undefined) => {
      const asSaved = sameRule(rule, view?.filter ?? undefined);
      change({ filter: asSaved ? undefined : (rule ?? emptyRule) });
    },
    setSort: (next: string) =>
      change({ sort: next === (view?.sort ?? usualSort) ? undefined : next }),
    setColumns: (next: string[]) => {
      if (!view) return setOwnColumns(next);
      change({ columns: next.join() === viewColumns.join() ? undefined : next });
    },
    reset: () => change({ filter: undefined, sort: undefined, columns: undefined, q: undefined }),
    show: (next: ContactSearch) => void navigate({ search: next }),
  };
}

export type ContactList = ReturnType<typeof useContactList>;

function nonEmpty(rule: Rule | undefined): Rule | undefined {
  return rule && rule.conditions.length > 0 ? rule : undefined;
}
