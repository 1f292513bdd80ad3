import { beforeEach, expect, it } from 'vitest';
import { setCurrentProjectId } from '../api/project';
import { readRecents, rememberRecent } from './recents';

beforeEach(() => {
  localStorage.clear();
  setCurrentProjectId('one');
});

const person = (id: string) => ({ kind: 'contact' as const, id, title: `Person ${id}` });
const ids = () => readRecents().map(({ id }) => id);

it('keeps the last six, newest first, each once', () => {
  for (const id of ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'b']) rememberRecent(person(id));
  expect(ids()).toEqual(['b', 'g', 'f', 'e', 'd', 'c']);
});

it('knows nothing of another project', () => {
  rememberRecent(person('a'));
  setCurrentProjectId('two');
  expect(ids()).toEqual([]);
});

it.each(['nonsense', '{}', '[1, null, {"id": "a"}]'])('reads %s as nothing', (stored) => {
  localStorage.setItem('socialflow.recents.one', stored);
  expect(ids()).toEqual([]);
});
