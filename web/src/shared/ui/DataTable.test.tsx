import { screen, within } from '@testing-library/react';
import { useState } from 'react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { violationsIn } from '@/testing/axe';
import { layOut } from '@/testing/layout';
import { renderWithin } from '@/testing/render';
import { columnsOf, DataTable } from './DataTable';

interface Person {
  id: string;
  name: string;
}

const column = columnsOf<Person>();
const columns = [
  column.accessor('name', { header: 'Name', size: 200, enableSorting: true }),
  column.accessor('id', { header: 'Number', size: 100 }),
];
const people = (count: number): Person[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${index}`, name: `Person ${index}` }));

function query(items: Person[], more: { hasNextPage?: boolean; error?: unknown } = {}) {
  return {
    data: more.error
      ? undefined
      : { pages: [{ items, total: 5000, total_is_estimate: false }], pageParams: [undefined] },
    isPending: false,
    isError: more.error !== undefined,
    error: more.error ?? null,
    hasNextPage: more.hasNextPage ?? false,
    isFetchingNextPage: false,
    fetchNextPage: vi.fn(),
    refetch: vi.fn(),
  };
}

// A window of ten rows.
beforeEach(() => layOut({ height: 420 }));

const base = { label: 'People', columns, nameOf: (row: Person) => row.name, empty: <p>Nobody</p> };

function Choosing({ onOpen }: { onOpen?: (row: Person) => void }) {
  const [selected, setSelected] = useState<Set<string>>(new Set());
  return (
    <>
      <DataTable
        {...base}
        query={query(people(200))}
        selected={selected}
        onSelectedChange={setSelected}
        onOpen={onOpen}
      />
      <output>{[...selected].join(' ')}</output>
    </>
  );
}

describe('a long list', () => {
  it('has only the rows in sight in the document, and says how many there are', () => {
    renderWithin(<DataTable {...base} query={query(people(1000))} />);
    const rows = screen.getAllByRole('row').length;
    expect(rows).toBeGreaterThan(10);
    expect(rows).toBeLessThan(40);
    expect(screen.getByRole('grid').getAttribute('aria-rowcount')).toBe('5001');
  });

  it('fetches the next page when its end comes near, and not before', () => {
    const near = query(people(20), { hasNextPage: true });
    renderWithin(<DataTable {...base} query={near} />);
    expect(near.fetchNextPage).toHaveBeenCalledWith({ cancelRefetch: false });
    const far = query(people(1000), { hasNextPage: true });
    renderWithin(<DataTable {...base} query={far} />);
    expect(far.fetchNextPage).not.toHaveBeenCalled();
  });

  it('without rows teaches', () => {
    renderWithin(<DataTable {...base} query={query([])} />);
    expect(screen.getByText('Nobody')).toBeVisible();
  });

  it('that cannot be fetched can be tried again', async () => {
    const failed = query([], { error: new TypeError('Failed to fetch') });
    const { user } = renderWithin(<DataTable {...base} query={failed} />);
    expect(screen.getByRole('alert')).toHaveTextContent('The server cannot be reached');
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(failed.refetch).toHaveBeenCalled();
  });

  it('shows only the columns that are wanted', () => {
    renderWithin(<DataTable {...base} query={query(people(3))} visible={['name']} />);
    expect(screen.getAllByRole('columnheader').map((head) => head.textContent)).toEqual(['Name']);
  });

  it('has nothing that axe finds', async () => {
    const { container } = renderWithin(<Choosing />);
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('sorting', () => {
  it('goes up, then down, and is told to screen readers', async () => {
    const onSortChange = vi.fn();
    const table = (sort: string) => (
      <DataTable {...base} query={query(people(3))} sort={sort} onSortChange={onSortChange} />
    );
    const { user, unmount } = renderWithin(table('-created_at'));
    await user.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSortChange).toHaveBeenLastCalledWith('name');
    unmount();
    const again = renderWithin(table('name'));
    expect(screen.getByRole('columnheader', { name: 'Name' })).toHaveAttribute(
      'aria-sort',
      'ascending',
    );
    await again.user.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSortChange).toHaveBeenLastCalledWith('-name');
  });

  it('is offered only where the server can', () => {
    renderWithin(
      <DataTable {...base} query={query(people(3))} sort="name" onSortChange={() => {}} />,
    );
    const head = screen.getByRole('columnheader', { name: 'Number' });
    expect(within(head).queryByRole('button')).toBeNull();
  });
});

describe('choosing rows', () => {
  const chosen = () => screen.getByRole('status', { hidden: true }).textContent;

  it('by click, and a range with Shift', async () => {
    const { user } = renderWithin(<Choosing />);
    await user.click(screen.getByRole('checkbox', { name: 'Choose Person 2' }));
    expect(chosen()).toBe('2');
    await user.keyboard('{Shift>}');
    await user.click(screen.getByRole('checkbox', { name: 'Choose Person 5' }));
    await user.keyboard('{/Shift}');
    expect(chosen()).toBe('2 3 4 5');
    await user.click(screen.getByRole('checkbox', { name: 'Choose Person 3' }));
    expect(chosen()).toBe('2 4 5');
  });

  it('all that are loaded, and none again', async () => {
    const { user } = renderWithin(<Choosing />);
    const all = screen.getByRole('checkbox', { name: 'Choose all rows that are loaded' });
    await user.click(all);
    expect(chosen()?.split(' ')).toHaveLength(200);
    await user.click(all);
    expect(chosen()).toBe('');
  });

  it('by keyboard, which also opens', async () => {
    const onOpen = vi.fn();
    const { user } = renderWithin(<Choosing onOpen={onOpen} />);
    screen.getByRole('grid').focus();
    await user.keyboard('{ArrowDown}{ArrowDown} {Enter}');
    expect(chosen()).toBe('2');
    expect(onOpen).toHaveBeenCalledWith({ id: '2', name: 'Person 2' });
  });
});
