import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { currentProjectId, setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, serve } from '@/testing/server';
// Loaded before a test waits for them: on a busy machine that takes long.
import '@/features/campaigns/CampaignsPage';
import '@/features/crm/contacts/ContactsPage';
import '@/features/crm/contacts/NewContactDialog';

beforeEach(() => {
  localStorage.clear();
  setCurrentProjectId(null);
});

async function openPalette(special: Parameters<typeof serve>[0] = {}) {
  const asked = serve(special);
  const app = renderApp('/');
  await screen.findByRole('heading', { name: 'Hello Lena' });
  await app.user.keyboard('{Control>}k{/Control}');
  const search = await screen.findByRole('textbox', { name: 'Search' });
  return { ...app, asked, search, dialog: within(screen.getByRole('dialog')) };
}

it('asks once when typing pauses, and offers what was opened last the next time', async () => {
  const { user, asked, search, dialog, router } = await openPalette();
  // Without a pause between the letters, however busy the machine is.
  for (const value of ['a', 'av', 'ava', 'aval']) fireEvent.change(search, { target: { value } });
  // An exact name comes before people whose names only contain the word.
  await dialog.findByText('Avalon Books');
  const terms = asked.filter(({ route }) => route === 'GET /api/crm/search');
  expect(terms.map(({ request }) => new URL(request.url).searchParams.get('q'))).toEqual(['aval']);
  await user.clear(search);
  await user.type(search, 'avalon books');
  await waitFor(() => expect(dialog.getAllByRole('button')[0]).toHaveTextContent('Avalon Books'));
  await user.keyboard('{Enter}');
  await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/companies\//));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.keyboard('{Control>}k{/Control}');
  const last = within(await screen.findByRole('group', { name: 'Opened last' }));
  expect(last.getByRole('button')).toHaveTextContent('Avalon Books');
});

it('gives the focus back to where one was', async () => {
  serve();
  const { user } = renderApp('/');
  await screen.findByRole('heading', { name: 'Hello Lena' });
  const button = screen.getByRole('button', { name: 'Keyboard shortcuts' });
  button.focus();
  await user.keyboard('{Control>}k{/Control}');
  expect(await screen.findByRole('textbox', { name: 'Search' })).toHaveFocus();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(button).toHaveFocus());
});

it.each([
  ['New contact', '/contacts'],
  ['New campaign', '/campaigns'],
])('“%s” opens the form, once', async (name, path) => {
  const { user, dialog, router } = await openPalette();
  await user.click(dialog.getByRole('button', { name }));
  expect(await screen.findByRole('dialog', { name })).toBeVisible();
  expect(router.state.location.pathname).toBe(path);
  await waitFor(() => expect(router.state.location.search).toEqual({}));
});

it('switches the project', async () => {
  const { user, search } = await openPalette({
    'GET /api/crm/search': () => json({ items: [], partial: false }),
  });
  await user.type(search, 'northwind{Enter}');
  await waitFor(() => expect(currentProjectId()).toBe(me.projects[1]?.id));
});

it('offers viewers nothing that they may not do', async () => {
  const projects = me.projects.map((project) => ({ ...project, role: 'viewer' }));
  const { dialog } = await openPalette({ 'GET /api/me': () => json({ ...me, projects }) });
  await dialog.findByText('Dark colours');
  expect(dialog.queryByText('New contact')).toBeNull();
});

it('is accessible', async () => {
  const { dialog } = await openPalette();
  await dialog.findByText('Dark colours');
  expect(await violationsIn(screen.getByRole('dialog'))).toEqual([]);
});
