import { useLingui } from '@lingui/react/macro';
import { Checkbox, Skeleton } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { InfiniteData } from '@tanstack/react-query';
import {
  type ColumnDef,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  rowSelectionFeature,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type KeyboardEvent,
  type ReactNode,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { type Page, rowsOf } from '../api/query';
import classes from './DataTable.module.css';
import { ErrorState } from './ErrorState';

const features = tableFeatures({
  columnSizingFeature,
  columnVisibilityFeature,
  rowSelectionFeature,
  rowSortingFeature,
});

// biome-ignore lint/suspicious/noExplicitAny: columns of one table hold values of different types
export type DataColumn<T extends object> = ColumnDef<typeof features, T, any>;

/** `const column = columnsOf<Contact>()`, then `column.accessor('email', { header, size })`. */
export function columnsOf<T extends object>() {
  return createColumnHelper<typeof features, T>();
}

/** What the table needs of `useInfiniteQuery` over keyset pages. */
interface KeysetQuery<T> {
  data: InfiniteData<Page<T>> | undefined;
  isPending: boolean;
  isError: boolean;
  error: unknown;
  hasNextPage: boolean;
  isFetchingNextPage: boolean;
  fetchNextPage: (options: { cancelRefetch: boolean }) => unknown;
  refetch: () => unknown;
}

interface DataTableProps<T extends { id: string }> {
  /** Names the table for screen readers. */
  label: string;
  query: KeysetQuery<T>;
  columns: DataColumn<T>[];
  /** Ids of the columns that are shown, in the order of `columns`; all when absent. */
  visible?: string[];
  /** As the server takes it: a column's id, `-` before it for descending. Only columns with `enableSorting: true`. */
  sort?: string;
  onSortChange?: (sort: string) => void;
  /** Ids of chosen rows; without `onSelectedChange` rows cannot be chosen. */
  selected?: ReadonlySet<string>;
  onSelectedChange?: (selected: Set<string>) => void;
  /** Click or Enter on a row. */
  onOpen?: (row: T) => void;
  nameOf: (row: T) => string;
  /** One row on a phone, instead of the columns. */
  compact?: (row: T) => ReactNode;
  empty: ReactNode;
}

const rowHeightPx = 42;
const compactRowHeightPx = 64;
const headHeightPx = 36;
const selectWidthPx = 44;
/** The next page is on its way when the eye is this many rows before the end. */
const fetchAheadRows = 25;
const skeletonRows = 3;

/** A list of any length: only the rows in sight exist in the document, pages come as one scrolls. */
export function DataTable<T extends { id: string }>(props: DataTableProps<T>) {
  const { label, query, columns, selected, onSelectedChange, onOpen, nameOf, compact, empty } =
    props;
  const { t } = useLingui();
  const narrow = useMediaQuery('(max-width: 47.99em)', false) && compact !== undefined;
  const scroller = useRef<HTMLDivElement>(null);
  const gridId = useId();
  const [active, setActive] = useState(-1);
  const lastToggled = useRef(-1);

  const data = useMemo(() => rowsOf(query.data), [query.data]);
  const total = query.data?.pages[0]?.total ?? null;
  const table = useTable({
    features,
    columns,
    data,
    getRowId: (row) => row.id,
    manualSorting: true,
    enableSorting: true,
    defaultColumn: { enableSorting: false },
    state: {
      rowSelection: Object.fromEntries([...(selected ?? [])].map((id) => [id, true])),
      columnVisibility: visibility(columns, props.visible),
    },
  });
  const rows = table.getRowModel().rows;
  const count = rows.length + (query.hasNextPage || query.isPending ? skeletonRows : 0);
  const height = narrow ? compactRowHeightPx : rowHeightPx;
  const virtual = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 10,
    // The sticky head covers as much of the window.
    scrollPaddingEnd: narrow ? 0 : headHeightPx,
  });
  const items = virtual.getVirtualItems();

  // biome-ignore lint/correctness/useExhaustiveDependencies: rows of another height are measured anew
  useEffect(() => virtual.measure(), [height]);

  const lastInSight = items.at(-1)?.index ?? 0;
  const { hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  useEffect(() => {
    if (hasNextPage && !isFetchingNextPage && lastInSight >= rows.length - fetchAheadRows)
      fetchNextPage({ cancelRefetch: false });
  }, [lastInSight, rows.length, hasNextPage, isFetchingNextPage, fetchNextPage]);

  const toggle = (index: number, range: boolean) => {
    const row = rows[index];
    if (!row || !onSelectedChange) return;
    const next = new Set(selected);
    const on = !next.has(row.id);
    const from = range && lastToggled.current >= 0 ? lastToggled.current : index;
    for (let i = Math.min(from, index); i <= Math.max(from, index); i++) {
      const id = rows[i]?.id;
      if (id && on) next.add(id);
      else if (id) next.delete(id);
    }
    lastToggled.current = index;
    onSelectedChange(next);
  };

  const moveTo = (index: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, index));
    setActive(next);
    virtual.scrollToIndex(next, { align: 'auto' });
  };

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target !== event.currentTarget) return;
    const pageRows = Math.floor((scroller.current?.clientHeight ?? 400) / height) - 1;
    const moves: Record<string, number> = {
      ArrowDown: active + 1,
      ArrowUp: active - 1,
      PageDown: active + pageRows,
      PageUp: active - pageRows,
      Home: 0,
      End: rows.length - 1,
    };
    const target = moves[event.key];
    const row = rows[active];
    if (target !== undefined) moveTo(target);
    else if (event.key === 'Enter' && row) onOpen?.(row.original);
    else if (event.key === ' ' && row) toggle(active, event.shiftKey);
    else return;
    event.preventDefault();
  };

  if (query.isError && data.length === 0)
    return <ErrorState error={query.error} onRetry={() => query.refetch()} />;
  if (!query.isPending && data.length === 0) return <>{empty}</>;

  const selectable = onSelectedChange !== undefined;
  const allChosen = rows.length > 0 && rows.every((row) => selected?.has(row.id));
  const someChosen = rows.some((row) => selected?.has(row.id));
  const width = (selectable ? selectWidthPx : 0) + table.getTotalSize();

  return (
    <div
      ref={scroller}
      className={classes.scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={total === null ? -1 : total + 1}
      aria-multiselectable={selectable || undefined}
      aria-activedescendant={active >= 0 ? `${gridId}-${active}` : undefined}
      aria-busy={query.isPending}
      tabIndex={0}
      onKeyDown={onKeyDown}
      onFocus={(event) => {
        if (event.target === event.currentTarget && active < 0 && rows.length > 0) setActive(0);
      }}
    >
      {!narrow && (
        <div role="rowgroup" className={classes.head} style={{ minWidth: width }}>
          {table.getHeaderGroups().map((group) => (
            <div role="row" aria-rowindex={1} key={group.id} className={classes.row}>
              {selectable && (
                <div role="columnheader" className={classes.select}>
                  <Checkbox
                    aria-label={t`Choose all rows that are loaded`}
                    checked={allChosen}
                    indeterminate={someChosen && !allChosen}
                    onChange={() =>
                      onSelectedChange(allChosen ? new Set() : new Set(rows.map((row) => row.id)))
                    }
                  />
                </div>
              )}
              {group.headers.map((header) => (
                <HeaderCell
                  key={header.id}
                  size={header.getSize()}
                  id={header.column.id}
                  sort={header.column.columnDef.enableSorting ? props.sort : undefined}
                  onSort={header.column.columnDef.enableSorting ? props.onSortChange : undefined}
                >
                  <table.FlexRender header={header} />
                </HeaderCell>
              ))}
            </div>
          ))}
        </div>
      )}
      <div
        role="rowgroup"
        className={classes.body}
        style={{ height: virtual.getTotalSize(), minWidth: narrow ? undefined : width }}
      >
        {items.map((item) => {
          const row = rows[item.index];
          const style = { height, transform: `translateY(${item.start}px)` };
          if (!row)
            return (
              <div role="row" key={item.key} className={classes.row} style={style}>
                <div role="gridcell" className={classes.cell} style={{ flex: 1 }}>
                  <Skeleton height={10} width={`${30 + ((item.index * 13) % 40)}%`} />
                </div>
              </div>
            );
          const chosen = selected?.has(row.id) ?? false;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the grid itself answers the keyboard
            <div
              role="row"
              id={`${gridId}-${item.index}`}
              key={row.id}
              aria-rowindex={item.index + 2}
              aria-selected={selectable ? chosen : undefined}
              className={classes.row}
              data-chosen={chosen || undefined}
              data-active={item.index === active || undefined}
              data-opens={onOpen !== undefined || undefined}
              style={style}
              onClick={(event) => {
                setActive(item.index);
                const inside = event.target as HTMLElement;
                // The whole cell, which is large enough for a finger.
                if (inside.closest('[data-select]')) toggle(item.index, event.shiftKey);
                else if (!inside.closest('a, button, input, label') && !getSelection()?.toString())
                  onOpen?.(row.original);
              }}
            >
              {selectable && (
                <div role="gridcell" className={classes.select} data-select>
                  <Checkbox
                    // Tab leads past the rows, of which there may be a million: the grid answers the space bar.
                    tabIndex={-1}
                    aria-label={t`Choose ${nameOf(row.original)}`}
                    checked={chosen}
                    onChange={() => {}}
                  />
                </div>
              )}
              {narrow ? (
                <div role="gridcell" className={classes.compact}>
                  {compact(row.original)}
                </div>
              ) : (
                row.getVisibleCells().map((cell) => (
                  <div
                    role="gridcell"
                    key={cell.id}
                    className={classes.cell}
                    style={{ flex: `${cell.column.getSize()} 0 ${cell.column.getSize()}px` }}
                  >
                    <table.FlexRender cell={cell} />
                  </div>
                ))
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

function visibility<T extends object>(columns: DataColumn<T>[], visible: string[] | undefined) {
  if (!visible) return {};
  const ids = columns.map(
    (column) => column.id ?? String((column as { accessorKey?: string }).accessorKey),
  );
  return Object.fromEntries(ids.map((id) => [id, visible.includes(id)]));
}

interface HeaderCellProps {
  id: string;
  size: number;
  sort?: string;
  onSort?: (sort: string) => void;
  children: ReactNode;
}

function HeaderCell({ id, size, sort, onSort, children }: HeaderCellProps) {
  const ascending = sort === id;
  const descending = sort === `-${id}`;
  const Arrow = descending ? IconArrowDown : IconArrowUp;
  return (
    <div
      role="columnheader"
      className={classes.cell}
      style={{ flex: `${size} 0 ${size}px` }}
      aria-sort={ascending ? 'ascending' : descending ? 'descending' : undefined}
    >
      {onSort ? (
        <button
          type="button"
          className={classes.sort}
          data-sorted={ascending || descending || undefined}
          onClick={() => onSort(ascending ? `-${id}` : id)}
        >
          {children}
          <Arrow size={13} aria-hidden />
        </button>
      ) : (
        children
      )}
    </div>
  );
}
