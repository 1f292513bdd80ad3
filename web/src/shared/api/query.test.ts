import { describe, expect, it } from 'vitest';
import { problem } from '@/testing/server';
import { ApiError, problemOf } from './error';
import { createQueryClient, patchRow, rowsOf } from './query';

const page = (...ids: string[]) => ({
  items: ids.map((id) => ({ id, name: id })),
  next: null,
  total: ids.length,
  total_is_estimate: false,
});
const list = { pages: [page('a', 'b'), page('c')], pageParams: [undefined, 'x'] };

describe('a row of a cached list', () => {
  it('is changed on the page that holds it', () => {
    const changed = patchRow(list, 'c', (row) => ({ ...row, name: 'C' }));
    expect(rowsOf(changed).map(({ name }) => name)).toEqual(['a', 'b', 'C']);
    expect(changed?.pages[0]).toEqual(list.pages[0]);
  });

  it('leaves the list when the change says so', () => {
    expect(rowsOf(patchRow(list, 'a', () => null)).map(({ id }) => id)).toEqual(['b', 'c']);
  });

  it('of another list changes nothing', () => {
    expect(patchRow(list, 'z', () => null)).toEqual(list);
  });
});

describe('a failed query', () => {
  const retry = createQueryClient().getDefaultOptions().queries?.retry as (
    failures: number,
    error: unknown,
  ) => boolean;

  it.each([
    [404, 0, false],
    [422, 0, false],
    [503, 0, true],
    [500, 1, true],
    [503, 2, false],
  ])('with %i after %i tries is tried again: %s', async (status, failures, again) => {
    const error = new ApiError(await problemOf(problem(status, 'x')));
    expect(retry(failures, error)).toBe(again);
  });
});
