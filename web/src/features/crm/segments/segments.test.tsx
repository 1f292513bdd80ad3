import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns } from '@/testing/campaignFixtures';
import { contact, me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { segments } from '@/testing/segmentFixtures';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const { ready, broken } = segments;
const at = (tab?: string) => `/segments/${ready.id}${tab ? `?tab=${tab}` : ''}`;
const sent = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter((one) => one.route === wanted).map(({ body }) => body);
const viewer = () =>
  json({ ...me, projects: me.projects.map((one) => ({ ...one, role: 'viewer' })) });

describe('the list of segments', () => {
  it('says how many people each holds and what state it is in', async () => {
    serve();
    const { container } = renderApp('/segments');
    const table = await screen.findByRole('table', { name: 'Segments' });
    const row = within(table).getByRole('row', { name: /Warm VIPs/ });
    expect(within(row).getByText('1,204')).toBeVisible();
    expect(within(row).getByText('Up to date')).toBeVisible();
    expect(within(table).getByText('Updating')).toBeVisible();
    expect(within(table).getByText('Needs a look')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('teaches what a segment is while there is none', async () => {
    serve({ 'GET /api/crm/segments': () => json({ items: [] }) });
    renderApp('/segments');
    expect(await screen.findByText('No segments yet')).toBeVisible();
    expect(screen.getAllByRole('link', { name: 'New segment' })[0]).toHaveAttribute(
      'href',
      '/segments/new',
    );
  });

  it('offers a viewer nothing to change', async () => {
    serve({ 'GET /api/me': viewer });
    renderApp('/segments');
    await screen.findByRole('table', { name: 'Segments' });
    expect(screen.queryByRole('link', { name: 'New segment' })).not.toBeInTheDocument();
  });
});

describe('a new segment', () => {
  const filter = {
    match: 'all',
    conditions: [{ field: 'engagement_score', operator: 'at_least', value: 60 }],
  };
  const fromView = `/segments/new?filter=${encodeURIComponent(JSON.stringify(filter))}`;

  it('counts whom it means and is saved with its conditions', async () => {
    const asked = serve();
    const { user, router } = renderApp(fromView);
    expect((await screen.findAllByText('1,204 people'))[0]).toBeVisible();
    await user.type(screen.getByRole('textbox', { name: 'Name' }), 'Warm VIPs');
    await user.click(screen.getByRole('button', { name: 'Save segment' }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/segments/${ready.id}`));
    expect(sent(asked, 'POST /api/crm/segments')).toEqual([
      { name: 'Warm VIPs', description: '', criteria: filter, is_dynamic: true },
    ]);
  });

  it('marks a number that comes from a sample', async () => {
    const sample = { count: 350_000, approximate: true, margin: 2000, out_of: 1_000_000 };
    serve({ 'POST /api/crm/segments/preview': () => json(sample) });
    renderApp(fromView);
    expect(await screen.findByText('≈ 350,000 people')).toBeVisible();
  });

  it('says at the name that it is taken', async () => {
    serve({ 'POST /api/crm/segments': () => problem(409, 'segment_exists') });
    const { user } = renderApp(fromView);
    const name = await screen.findByRole('textbox', { name: 'Name' });
    await user.type(name, 'Warm VIPs');
    await user.click(screen.getByRole('button', { name: 'Save segment' }));
    await waitFor(() => expect(name).toBeInvalid());
  });
});

describe('a segment', () => {
  it('shows how many people each condition and each group leaves', async () => {
    serve();
    const { container } = renderApp(at());
    const first = (await screen.findAllByRole('group', { name: 'Condition 1' })).at(0);
    expect(await within(first as HTMLElement).findByText('2,310 people')).toBeVisible();
    const group = screen.getByRole('group', { name: 'Group of conditions' });
    expect(within(group).getByText('5,120 people')).toBeVisible();
    expect(within(group).getByText('4,002 people')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is saved only when something changed, and not over somebody else’s change', async () => {
    const asked = serve({ [`PATCH /api/crm/segments/${ready.id}`]: () => json(ready) });
    const { user } = renderApp(at());
    const save = await screen.findByRole('button', { name: 'Save changes' });
    expect(save).toBeDisabled();
    const remove = screen.getAllByRole('button', { name: 'Remove condition 1' });
    await user.click(remove[0] as HTMLElement);
    await user.click(save);
    await waitFor(() => expect(sent(asked, `PATCH /api/crm/segments/${ready.id}`)).toHaveLength(1));
    const patch = asked.find(({ route }) => route.startsWith('PATCH'));
    expect(patch?.request.headers.get('If-Match')).toBe('"5"');
  });

  it('says what is wrong with it when it cannot be worked out', async () => {
    serve();
    renderApp(`/segments/${broken.id}`);
    expect(await screen.findByText('The field “Plan” is gone.')).toBeVisible();
  });

  it('lets people be excluded by hand', async () => {
    const person = contact(0);
    const path = `/api/crm/segments/${ready.id}/exclusions`;
    const asked = serve({ [`POST ${path}`]: () => json({ changed: 1 }) });
    const { user } = renderApp(at('members'));
    const button = await screen.findAllByRole('button', {
      name: `Change ${person.display_name} by hand`,
    });
    await user.click(button[0] as HTMLElement);
    await user.click(await screen.findByRole('menuitem', { name: 'Keep out always' }));
    await waitFor(() =>
      expect(sent(asked, `POST ${path}`)).toEqual([{ contact_ids: [person.id] }]),
    );
  });

  it('explains condition by condition why somebody is in it', async () => {
    serve();
    const { container } = renderApp(`${at('why')}&person=${contact(0).id}`);
    const score = await screen.findByText('Engagement score is at least 60');
    const row = score.closest('li') as HTMLElement;
    expect(within(row).getByText('Does not fit:')).toBeInTheDocument();
    expect(within(row).getByText('Here: 12')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('draws size, engagement and revenue over time, with the numbers as a table', async () => {
    serve();
    const { container, user } = renderApp(at('growth'));
    const chart = (name: string) =>
      screen.findByRole('application', { name: `${name} over time. Arrow keys walk over it.` });
    (await chart('People')).focus();
    await user.keyboard('{End}');
    expect(await screen.findByText(/: 1,204$/)).toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'Revenue' }));
    (await chart('Revenue')).focus();
    await user.keyboard('{Home}');
    expect(await screen.findByText(/: €120.00$/)).toBeInTheDocument();
    await user.click(screen.getByRole('radio', { name: 'Engagement' }));
    expect(await chart('Engagement')).toBeVisible();
    await user.click(screen.getByRole('radio', { name: 'Table' }));
    expect(await screen.findByRole('columnheader', { name: 'Revenue' })).toBeVisible();
    expect(screen.getByText('€18,240.50')).toBeVisible();
    expect(screen.getByText(/12 on the list of whom not to write to/)).toBeVisible();
    expect(screen.getByText('1,088 people')).toBeVisible();
    expect(await screen.findByRole('link', { name: 'VIP customers' })).toHaveAttribute(
      'href',
      expect.stringContaining('/contacts?view='),
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('adds newcomers to campaigns that are chosen, if one may send', async () => {
    const path = `PATCH /api/crm/segments/${ready.id}`;
    const feeding = { ...ready, auto_add_to_campaigns: true };
    const asked = serve({
      [`GET /api/crm/segments/${ready.id}`]: () => json(feeding),
      [path]: () => json(feeding),
    });
    const { user } = renderApp(at('growth'));
    const campaign = Object.values(campaigns)[0];
    await user.click(await screen.findByRole('combobox', { name: 'Campaigns' }));
    const options = await screen.findAllByRole('option', { name: campaign?.name });
    await user.click(options[0] as HTMLElement);
    await waitFor(() => expect(sent(asked, path)).toEqual([{ default_campaigns: [campaign?.id] }]));
  });

  it('lets only a manager decide who is written to', async () => {
    serve({ 'GET /api/me': viewer });
    renderApp(at('growth'));
    expect(await screen.findByText('A manager decides who is written to.')).toBeVisible();
    expect(screen.getByRole('switch', { name: 'Add newcomers to campaigns' })).toBeDisabled();
  });
});
