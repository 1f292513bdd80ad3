import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import './TagsPage';

beforeEach(() => setCurrentProjectId(null));

const vip = {
  id: '019f0000-0000-7000-8000-00000000aa01',
  name: 'vip',
  colour: null,
  contacts_count: 14,
};
const old = {
  ...vip,
  id: '019f0000-0000-7000-8000-00000000aa02',
  name: 'fair 2019',
  contacts_count: 1,
};
const tags = { 'GET /api/crm/tags': () => json({ items: [old, vip] }) };

describe('the tags', () => {
  it('are found, and lead to their contacts', async () => {
    serve(tags);
    const { user, container, router } = renderApp('/settings/tags');
    await screen.findByText('fair 2019');
    expect(await violationsIn(container)).toEqual([]);
    await user.type(screen.getByRole('searchbox', { name: 'Search tags' }), 'VI');
    await waitFor(() => expect(screen.queryByText('fair 2019')).toBeNull());
    await user.click(screen.getByRole('link', { name: '14 contacts' }));
    await waitFor(() => expect(router.state.location.pathname).toBe('/contacts'));
    expect(router.state.location.search).toMatchObject({
      filter: { conditions: [{ field: 'tags', operator: 'has_any_of', value: ['vip'] }] },
    });
  });

  it('are renamed, but not over another', async () => {
    let taken = true;
    const route = `PATCH /api/crm/tags/${vip.id}`;
    const asked = serve({
      ...tags,
      [route]: () => (taken ? problem(409, 'tag_exists') : json(vip)),
    });
    const { user, baseElement } = renderApp('/settings/tags');
    await user.click(await screen.findByRole('button', { name: 'Change vip' }));
    const name = await screen.findByRole('textbox', { name: 'Name' });
    expect(await violationsIn(baseElement)).toEqual([]);
    await user.clear(name);
    await user.type(name, 'gold');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await screen.findByText('There is a tag of this name already');
    taken = false;
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(asked.findLast((one) => one.route === route)?.body).toEqual({
      name: 'gold',
      colour: null,
    });
  });

  it('are deleted after a question', async () => {
    const route = `DELETE /api/crm/tags/${old.id}`;
    const asked = serve({ ...tags, [route]: () => new Response(null, { status: 204 }) });
    const { user } = renderApp('/settings/tags');
    await user.click(await screen.findByRole('button', { name: 'Delete fair 2019' }));
    await user.click(await screen.findByRole('button', { name: 'Delete tag' }));
    await waitFor(() => expect(asked.some((one) => one.route === route)).toBe(true));
  });

  it('are only looked at by members', async () => {
    const member = { ...me, projects: me.projects.map((one) => ({ ...one, role: 'member' })) };
    serve({ ...tags, 'GET /api/me': () => json(member) });
    renderApp('/settings/tags');
    await screen.findByText('vip');
    expect(screen.queryByRole('button', { name: 'Change vip' })).toBeNull();
  });
});
