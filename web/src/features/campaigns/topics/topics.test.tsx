import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { topics } from '@/testing/campaignFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import { topicKey } from './topicKey';

beforeEach(() => setCurrentProjectId(null));

describe('topics', () => {
  it('stand in the order in which people choose from them, and change places', async () => {
    const asked = serve();
    const { user, container } = renderApp('/settings/topics');
    const list = await screen.findByRole('list', { name: 'Topics' });
    expect((await within(list).findAllByRole('listitem'))[0]).toHaveTextContent('News');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Move News down' }));
    await waitFor(() =>
      expect(
        asked.filter(({ route }) => route.startsWith('PATCH')).map(({ body }) => body),
      ).toEqual([{ position: 0 }, { position: 1 }]),
    );
  });

  it('begin with a name alone', async () => {
    const asked = serve({ 'POST /api/campaign-topics': () => json(topics[0], 201) });
    const { user } = renderApp('/settings/topics');
    await user.click(await screen.findByRole('button', { name: 'New topic' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Größte Angebote!');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(asked.find(({ route }) => route.startsWith('POST'))?.body).toEqual({
        key: 'grosste-angebote',
        name: 'Größte Angebote!',
        description: '',
        position: 2,
      }),
    );
  });

  it('of one name cannot be two', async () => {
    serve({ 'POST /api/campaign-topics': () => problem(409, 'topic_exists') });
    const { user } = renderApp('/settings/topics');
    await user.click(await screen.findByRole('button', { name: 'New topic' }));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.type(name, 'News');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(name).toBeInvalid());
  });
});

it.each([
  ['News', 'news'],
  ['  Spring & Summer 2030 ', 'spring-summer-2030'],
  ['Überraschungen', 'uberraschungen'],
  [`${'a'.repeat(49)} b`, 'a'.repeat(49)],
])('%j has the key %j', (name, key) => {
  expect(topicKey(name)).toBe(key);
});

it('a name in another script gets a key as well', () => {
  expect(topicKey('новости')).toMatch(/^topic-[a-z0-9]+$/);
});
