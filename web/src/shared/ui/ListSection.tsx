import type { ComponentProps, ReactNode } from 'react';
import { ErrorState } from './ErrorState';
import { RowList } from './RowList';
import { Section } from './Section';
import { ListSkeleton } from './Skeletons';

interface ListSectionProps<Item>
  extends Omit<ComponentProps<typeof Section>, 'flush' | 'children'> {
  query: { isPending: boolean; error: unknown; refetch: () => unknown };
  /** Undefined while they are on their way. */
  items: Item[] | undefined;
  /** Shown instead of no rows: an `EmptyState`. */
  empty: ReactNode;
  row: (item: Item, index: number, items: Item[]) => ReactNode;
  skeletonRows?: number;
  /** Below the rows. */
  children?: ReactNode;
}

/** A titled card with a short list in it: on its way, failed, empty, or there. */
export function ListSection<Item>(props: ListSectionProps<Item>) {
  const { query, items, empty, row, skeletonRows = 3, children, ...section } = props;
  return (
    <Section {...section} flush>
      {query.isPending && <ListSkeleton rows={skeletonRows} />}
      {Boolean(query.error) && !items && (
        <ErrorState error={query.error} onRetry={query.refetch} compact />
      )}
      {items?.length === 0 && empty}
      {items && items.length > 0 && <RowList label={section.title}>{items.map(row)}</RowList>}
      {children}
    </Section>
  );
}
