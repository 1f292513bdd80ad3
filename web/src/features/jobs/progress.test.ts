import { describe, expect, it } from 'vitest';
import { jobs } from '@/testing/backgroundFixtures';
import { longJobOf, withChange } from './progress';

const [running] = jobs.running;
if (!running?.started_at) throw new Error('the fixtures have no running job');
const startedAt = Date.parse(running.started_at);
const me = running.created_by ?? '';
const change = { id: running.id, kind: running.kind, status: 'running', progress_done: 500 };

describe('an event of a running job', () => {
  it('moves its progress and works out rate and time left', () => {
    const [changed] =
      withChange([running], { ...change, progress_total: 2000 }, startedAt + 5000) ?? [];
    expect(changed).toMatchObject({
      progress_done: 500,
      progress_total: 2000,
      rate_per_second: 100,
      seconds_left: 15,
    });
  });

  it('knows no end without a total', () => {
    const [changed] =
      withChange([running], { ...change, progress_total: null }, startedAt + 5000) ?? [];
    expect(changed).toMatchObject({ rate_per_second: 100, seconds_left: null });
  });

  it.each([
    ['another job', { ...change, id: 'other', progress_total: null }],
    ['one that ended', { ...change, status: 'succeeded', progress_total: null }],
  ])('of %s has the list fetched', (_which, event) => {
    expect(withChange([running], event, startedAt)).toBeNull();
  });
});

describe('the long job that the shell shows', () => {
  it.each([
    ['is mine after a while', me, 3000, true],
    ['is not there at once', me, 1000, false],
    ["is not another's", 'somebody', 3000, false],
  ])('%s', (_words, user, after, shown) => {
    expect(longJobOf(user, [running], startedAt + after) !== undefined).toBe(shown);
  });
});
