import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import { sites } from '@/testing/siteFixtures';
import { optInSnippet } from './snippet';

beforeEach(() => setCurrentProjectId(null));

const asMember = {
  'GET /api/me': () =>
    json({ ...me, projects: me.projects.map((project) => ({ ...project, role: 'member' })) }),
};

describe('website visits', () => {
  it('tell whether they arrive, and what to do until then', async () => {
    serve();
    renderApp('/settings/sites');
    expect(await screen.findByText(/^Visits arrive, the last one on /)).toBeVisible();
    expect(await screen.findByText(/No visit has arrived/)).toBeVisible();
    expect(screen.getByRole('row', { name: '/prices 411 88' })).toBeVisible();
  });

  it('have another line for sites that ask their visitors first', async () => {
    serve();
    const { user } = renderApp('/settings/sites');
    const [first] = await screen.findAllByRole('switch', {
      name: /^Count only visitors who have agreed/,
    });
    expect(screen.queryByText(/data-mode="opt-in"/)).toBeNull();
    await user.click(first as HTMLElement);
    expect(screen.getByText(/data-mode="opt-in"/)).toBeVisible();
    expect(screen.getByText(/socialflow\.allow/)).toBeVisible();
  });

  it('get another domain by managers, whose mistakes are told at the field', async () => {
    const asked = serve({
      'POST /api/crm/sites': () =>
        problem(422, 'invalid', {
          errors: [{ field: 'domain', code: 'bad_format', message: 'must be a domain' }],
        }),
    });
    const { user } = renderApp('/settings/sites');
    await user.click(await screen.findByRole('button', { name: 'Add a site' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Domain'), 'localhost');
    await user.click(dialog.getByRole('button', { name: 'Add a site' }));
    expect(await dialog.findByText('Must be a domain, such as example.com')).toBeInTheDocument();
    expect(asked.find(({ route }) => route === 'POST /api/crm/sites')?.body).toEqual({
      domain: 'localhost',
      name: 'localhost',
    });
  });

  it('are paused by one click', async () => {
    const route = `PATCH /api/crm/sites/${sites.visited.id}`;
    const asked = serve({ [route]: () => json({ ...sites.visited, enabled: false }) });
    const { user } = renderApp('/settings/sites');
    const [pause] = await screen.findAllByRole('button', { name: 'Pause' });
    await user.click(pause as HTMLElement);
    await waitFor(() =>
      expect(asked.find((one) => one.route === route)?.body).toEqual({ enabled: false }),
    );
  });

  it('are only looked at by members', async () => {
    serve(asMember);
    renderApp('/settings/sites');
    await screen.findByText(/^Visits arrive/);
    for (const name of ['Add a site', 'Pause', 'Delete Website'])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });
});

describe('the line of the script', () => {
  it('waits for consent when it says so', () => {
    expect(optInSnippet('<script src="https://x/t.js" data-site="1" defer></script>')).toBe(
      '<script src="https://x/t.js" data-site="1" data-mode="opt-in" defer></script>',
    );
  });
});
