import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { screen } from '@testing-library/react';
import { expect, test } from 'vitest';
import { renderWithin } from '@/testing/render';
import { useActionNames } from './actions';

const server = join(import.meta.dirname, '../../../../../../server');

// What the server's sources write into the log: the names in calls of `record…` and `tell…`.
function recorded(): Set<string> {
  const files = readdirSync(server, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.cpp') && !name.endsWith('_test.cpp'),
  );
  const actions = new Set<string>();
  for (const name of files)
    for (const [call] of readFileSync(join(server, name), 'utf8').matchAll(
      /\b(?:record|tell)\w*\([^;{]*/g,
    ))
      for (const [, action] of call.matchAll(/"([a-z_]+\.[a-z_]*[a-z])"/g))
        actions.add(action ?? '');
  return actions;
}

function Wordless({ actions }: { actions: string[] }) {
  const names = useActionNames();
  return <output>{actions.filter((action) => !(action in names)).join(' ')}</output>;
}

test('every action of the log has words', async () => {
  const actions = [...recorded()];
  expect(actions.length).toBeGreaterThan(50);
  renderWithin(<Wordless actions={actions} />);
  expect(await screen.findByRole('status')).toBeEmptyDOMElement();
});
