import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, type Body, body, type Item, keysetPages, rowsOf, type Schemas } from '@/shared/api';
import { type RealtimeEvent, useRealtimeHandler } from '@/shared/realtime';

export type Import = Schemas['Import'];
export type FileColumn = Schemas['FileColumn'];
export type MappedColumn = Schemas['MappedColumn'];
export type ImportSettings = Schemas['ImportSettings'];
export type ImportTarget = Item<'/api/crm/import-fields'>;
export type ImportRow = Schemas['ImportRow'];
export type SavedMapping = Item<'/api/crm/import-mappings'>;
export type FormatChoice = Body<'/api/crm/imports/{id}', 'patch'>;

/** Beside the events, should the connection be away. */
const lookEveryMs = 4000;

export function isAtWork({ status }: Pick<Import, 'status'>): boolean {
  return status === 'running' || status === 'undoing';
}

export const importsQuery = infiniteQueryOptions({
  queryKey: ['imports', 'list'],
  queryFn: ({ pageParam, signal }) =>
    body(api.GET('/api/crm/imports', { params: { query: { after: pageParam } }, signal })),
  ...keysetPages,
});

export const importQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'one', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/imports/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data && isAtWork(state.data) ? lookEveryMs : false),
  });

/** The first problems; all of them are in the file to download. */
export const importRowsQuery = (id: string, version: number) =>
  queryOptions({
    queryKey: ['imports', 'rows', id, version],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/imports/{id}/rows', {
          params: { path: { id }, query: { limit: 20 } },
          signal,
        }),
      ),
  });

/** Contacts that an undo did not take back. */
export const leftContactsQuery = (id: string) =>
  queryOptions({
    queryKey: ['imports', 'left', id],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/imports/{id}/left', {
          params: { path: { id }, query: { limit: 50 } },
          signal,
        }),
      ),
  });

export const importFieldsQuery = queryOptions({
  queryKey: ['contacts', 'import-fields'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/import-fields', { signal })),
});

export const savedMappingsQuery = queryOptions({
  queryKey: ['imports', 'mappings'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/import-mappings', { signal })),
});

/** What POST, pause, undo and the like answer is the import as it is now. */
export function keepImport(queryClient: QueryClient, changed: Import) {
  queryClient.setQueryData(importQuery(changed.id).queryKey, changed);
  queryClient.setQueryData(importsQuery.queryKey, (before) => {
    if (!before) return before;
    const replaced = (item: Import) => (item.id === changed.id ? changed : item);
    return {
      ...before,
      pages: before.pages.map((page) => ({ ...page, items: page.items.map(replaced) })),
    };
  });
}

/** What `import.changed` carries. */
export type ImportProgress = Pick<
  Import,
  | 'id'
  | 'status'
  | 'rows_read'
  | 'rows_created'
  | 'rows_updated'
  | 'rows_skipped'
  | 'rows_refused'
  | 'rows_warned'
  | 'rows_undone'
  | 'rows_left'
  | 'percent'
  | 'rows_per_second'
  | 'seconds_left'
  | 'version'
>;

/** Events tell the progress of work: nothing is fetched while it goes on, only when it ends. */
export function useLiveImports() {
  useRealtimeHandler('imports', (event: RealtimeEvent, queryClient) => {
    if (event.name !== 'import.changed') return false;
    const progress = event.data as unknown as ImportProgress;
    const known = knownImport(queryClient, progress.id);
    // What was chosen as it began is not in the event.
    if (!known || !isAtWork(known) || !isAtWork(progress)) return false;
    if (known.version <= progress.version) keepImport(queryClient, { ...known, ...progress });
    return true;
  });
}

function knownImport(queryClient: QueryClient, id: string): Import | undefined {
  const one = queryClient.getQueryData(importQuery(id).queryKey);
  const list = queryClient.getQueryData(importsQuery.queryKey);
  return one ?? rowsOf<Import>(list).find((item) => item.id === id);
}

export const tagsQuery = queryOptions({
  queryKey: ['contacts', 'tags'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/tags', { signal })),
});
