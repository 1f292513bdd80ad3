import { type InfiniteData, QueryClient } from '@tanstack/react-query';
import { ApiError } from './error';

/** A keyset page, as every list of the server gives it. */
export interface Page<T> {
  items: T[];
  next?: string | null;
  total?: number | null;
  total_is_estimate: boolean;
}

/** Errors of the caller stay the same however often one asks; the rest may pass. */
function worthAnotherTry(failures: number, error: unknown): boolean {
  if (error instanceof ApiError) return error.status >= 500 && failures < 2;
  return failures < 2;
}

export function createQueryClient() {
  return new QueryClient({
    defaultOptions: {
      queries: { staleTime: 30_000, retry: worthAnotherTry, refetchOnWindowFocus: true },
      mutations: { retry: false },
    },
  });
}

/** What `infiniteQueryOptions` needs to walk keyset pages. */
export const keysetPages = {
  initialPageParam: undefined as string | undefined,
  getNextPageParam: (page: { next?: string | null }) => page.next ?? undefined,
};

/** All rows that were loaded so far. */
export function rowsOf<T>(data: InfiniteData<{ items: T[] }> | undefined): T[] {
  return data?.pages.flatMap((page) => page.items) ?? [];
}

/** Changes one row wherever a cached list holds it; for optimistic edits and events. */
export function patchRow<T extends { id: string }>(
  data: InfiniteData<Page<T>> | undefined,
  id: string,
  change: (row: T) => T | null,
): InfiniteData<Page<T>> | undefined {
  if (!data) return data;
  return {
    ...data,
    pages: data.pages.map((page) => ({
      ...page,
      items: page.items.flatMap((row) => {
        if (row.id !== id) return [row];
        const changed = change(row);
        return changed ? [changed] : [];
      }),
    })),
  };
}
