import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { answers, me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const first = '/api/crm/tasks/00000000-0000-4000-8000-000000002000';
const title = 'Call back about the annual plan';

describe('a task that is done', () => {
  it('leaves at once and can be taken back', async () => {
    const asked = serve({ [`PATCH ${first}`]: () => json({}) });
    const { user } = renderApp('/');
    await user.click(await screen.findByRole('checkbox', { name: `Done: ${title}` }));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() =>
      expect(
        asked.filter(({ route }) => route.startsWith('PATCH')).map(({ body }) => body),
      ).toEqual([{ done: true }, { done: false }]),
    );
  });

  it('comes back when the server refuses', async () => {
    serve({ [`PATCH ${first}`]: () => problem(403, 'not_allowed') });
    const { user } = renderApp('/');
    await user.click(await screen.findByRole('checkbox', { name: `Done: ${title}` }));
    expect(await screen.findByText('Your role does not allow this')).toBeVisible();
    expect(await screen.findByRole('checkbox', { name: `Done: ${title}` })).toBeVisible();
  });
});

describe('the first steps', () => {
  it('show what is done and what comes', async () => {
    serve();
    renderApp('/');
    await screen.findByText('4 of 5 done');
    expect(screen.getByRole('link', { name: 'Set up' })).toHaveAttribute(
      'href',
      '/settings/security',
    );
    expect(screen.queryByRole('link', { name: 'Make a segment' })).toBeNull();
    const steps = within(screen.getByRole('region', { name: 'First steps' }));
    expect(steps.queryByRole('link', { name: /Booking|Funnel/ })).toBeNull();
  });

  it('lead to the first segment', async () => {
    serve({
      'GET /api/setup': () =>
        json({ steps: [{ key: 'import_contacts', done: true }], dismissed: false }),
    });
    renderApp('/');
    expect(await screen.findByRole('link', { name: 'Make a segment' })).toHaveAttribute(
      'href',
      '/segments/new',
    );
  });

  it('lead to the first campaign', async () => {
    serve({
      'GET /api/setup': () =>
        json({ steps: [{ key: 'first_campaign', done: false }], dismissed: false }),
    });
    renderApp('/');
    expect(await screen.findByRole('link', { name: 'Write a campaign' })).toHaveAttribute(
      'href',
      '/campaigns?new=true',
    );
  });

  it('go away when all is done, or when they are put away', async () => {
    const done = { ...me, user: { ...me.user, two_factor: true } };
    const asked = serve({ 'GET /api/me': () => json(done) });
    renderApp('/');
    await waitFor(() => expect(asked.some(({ route }) => route === 'GET /api/members')).toBe(true));
    await waitFor(() => expect(screen.queryByRole('region', { name: 'First steps' })).toBeNull());
  });

  it('stay away once dismissed', async () => {
    serve({
      'GET /api/setup': () => json({ ...(answers['GET /api/setup'] as object), dismissed: true }),
    });
    renderApp('/');
    await screen.findByText(title);
    expect(screen.queryByRole('region', { name: 'First steps' })).toBeNull();
  });
});

describe('the campaigns', () => {
  it('that went out last stand with what people did, drafts do not', async () => {
    serve();
    renderApp('/');
    const list = within(await screen.findByRole('list', { name: 'Campaigns' }));
    expect(list.getAllByRole('listitem')).toHaveLength(3);
    expect(list.queryByText('Draft')).toBeNull();
    expect(list.getByRole('link', { name: /New opening hours/ })).toHaveTextContent(
      /Opened 1,903 of 7,714 \(25%\), clicked/,
    );
  });

  it('take no room while there are none', async () => {
    serve({ 'GET /api/campaigns': () => json({ items: [], next: null }) });
    renderApp('/');
    await screen.findByText(title);
    expect(screen.queryByRole('list', { name: 'Campaigns' })).toBeNull();
  });
});
