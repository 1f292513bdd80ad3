import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { currentProjectId, setCurrentProjectId } from '@/shared/api';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import { navigation } from './shell/navigation';

beforeEach(() => setCurrentProjectId(null));

describe('the shell', () => {
  it('starts in the first project and names the document', async () => {
    serve();
    renderApp('/');
    await screen.findByRole('heading', { name: 'Hello Lena' });
    expect(currentProjectId()).toBe(me.projects[0]?.id);
    expect(document.title).toBe('Hello Lena · SocialFlow');
  });

  it('leads people without a project to their first', async () => {
    serve({ 'GET /api/me': () => json({ ...me, projects: [] }) });
    renderApp('/');
    await screen.findByRole('heading', { name: 'New project' });
  });

  it('moves the focus to the heading of a new screen', async () => {
    serve();
    const { user } = renderApp('/');
    await screen.findByRole('heading', { name: 'Hello Lena' });
    await user.click(screen.getByRole('link', { name: 'Companies' }));
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus());
    expect(document.title).toMatch(/^Companies/);
  });

  it('goes places by keys, but not while one types', async () => {
    serve();
    const { user, router } = renderApp('/settings/profile');
    await user.click(await screen.findByLabelText('Name'));
    await user.keyboard('gc');
    expect(router.state.location.pathname).toBe('/settings/profile');
    (document.activeElement as HTMLElement).blur();
    await user.keyboard('gh');
    await waitFor(() => expect(router.state.location.pathname).toBe('/'));
    await user.keyboard('g,');
    await waitFor(() => expect(router.state.location.pathname).toBe('/settings/profile'));
  });

  it('has a place of its own for each pair of keys', () => {
    const keys = navigation.flatMap(({ items }) => items.map(({ key }) => key));
    expect(new Set([...keys, ',']).size).toBe(keys.length + 1);
  });

  it('shows what is not there in plain words', async () => {
    serve();
    renderApp('/nowhere');
    await screen.findByRole('heading', { name: 'There is no such page', level: 1 });
    expect(screen.getByRole('main')).toHaveTextContent('Go to the start');
  });

  it('says when the server cannot be asked who one is, and tries again', async () => {
    let broken = true;
    serve({ 'GET /api/me': () => (broken ? problem(403, 'not_allowed') : json(me)) });
    const { user } = renderApp('/');
    const alert = await screen.findByRole('alert');
    broken = false;
    await user.click(within(alert).getByRole('button', { name: 'Try again' }));
    await screen.findByRole('heading', { name: 'Hello Lena' });
  });
});

describe('the command palette', () => {
  it('finds a person as one types and opens the page', async () => {
    serve();
    const { user, router } = renderApp('/');
    await screen.findByRole('heading', { name: 'Hello Lena' });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('textbox', { name: 'Search' }), 'ava');
    await user.click(await screen.findByText('Ava Thompson', { selector: '[role="dialog"] *' }));
    await waitFor(() => expect(router.state.location.pathname).toMatch(/^\/contacts\/0000/));
  });

  it('runs commands', async () => {
    serve({ 'GET /api/crm/search': () => json({ items: [], partial: false }) });
    const { user, router } = renderApp('/');
    await screen.findByRole('heading', { name: 'Hello Lena' });
    await user.keyboard('{Control>}k{/Control}');
    await user.type(await screen.findByRole('textbox', { name: 'Search' }), 'api keys{Enter}');
    await waitFor(() => expect(router.state.location.pathname).toBe('/settings/keys'));
  });
});
