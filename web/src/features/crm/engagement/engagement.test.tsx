import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { weights } from '@/testing/engagementFixtures';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, serve } from '@/testing/server';
import { inputOf, kindNamed, withDefaults, withKind } from './weights';

beforeEach(() => setCurrentProjectId(null));

const sent = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter((one) => one.route === wanted).map(({ body }) => body);

it('says in words what counts, and how long', async () => {
  serve();
  const { container } = renderApp('/settings/engagement');
  const list = await screen.findByRole('list', { name: 'What counts' });
  expect(within(list).getByText('Bought something')).toBeVisible();
  expect(screen.getByRole('textbox', { name: 'Points: Bought something' })).toHaveValue('15');
  expect(
    screen.getByRole('combobox', { name: 'Half of it gone after: Bought something' }),
  ).toHaveValue('1 month');
  expect(screen.getByRole('button', { name: 'Save' })).toBeDisabled();
  expect(await violationsIn(container)).toEqual([]);
});

it('shows what other points would make of people, and saves only what differs', async () => {
  const asked = serve();
  const { user } = renderApp('/settings/engagement');
  const points = await screen.findByRole('textbox', { name: 'Points: Call' });
  await user.clear(points);
  await user.type(points, '20');
  await user.click(screen.getByRole('combobox', { name: 'Half of it gone after: Call' }));
  await user.click(await screen.findByRole('option', { name: 'half a year' }));
  expect(await screen.findByText('now 74')).toBeVisible();
  const expected = {
    weights: [{ interaction_type: 'call', points: 20, half_life_days: 180 }],
  };
  await waitFor(() =>
    expect(sent(asked, 'POST /api/crm/scoring/engagement/preview').at(-1)).toEqual(expected),
  );
  await user.click(screen.getByRole('button', { name: 'Save' }));
  expect(await screen.findByText(/being counted anew/)).toBeVisible();
  expect(sent(asked, 'PUT /api/crm/scoring/engagement')).toEqual([expected]);
});

it('goes back to the defaults only when that is saved', async () => {
  const own = weights.map((one) =>
    one.interaction_type === 'meeting' ? { ...one, points: 50, half_life_days: 45 } : one,
  );
  const asked = serve({
    'GET /api/crm/scoring/engagement': () => json({ weights: own, recount_job_id: null }),
  });
  const { user } = renderApp('/settings/engagement');
  expect(await screen.findByText('Default: 12 points')).toBeVisible();
  expect(screen.getByRole('combobox', { name: 'Half of it gone after: Meeting' })).toHaveValue(
    '45 days',
  );
  await user.click(screen.getByRole('button', { name: 'Back to the defaults' }));
  expect(screen.getByRole('textbox', { name: 'Points: Meeting' })).toHaveValue('12');
  expect(sent(asked, 'PUT /api/crm/scoring/engagement')).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() =>
    expect(sent(asked, 'PUT /api/crm/scoring/engagement')).toEqual([{ weights: [] }]),
  );
});

it('takes a kind that only the project knows, once', async () => {
  serve();
  const { user } = renderApp('/settings/engagement');
  const name = await screen.findByRole('textbox', { name: 'Something of your own' });
  await user.type(name, 'House visit{Enter}');
  expect(await screen.findByRole('textbox', { name: 'Points: House visit' })).toHaveValue('1');
  await user.type(name, 'house visit');
  expect(await screen.findByText('This one is in the list already.')).toBeVisible();
});

it('lets others look', async () => {
  serve({
    'GET /api/me': () =>
      json({ ...me, projects: me.projects.map((one) => ({ ...one, role: 'member' })) }),
  });
  renderApp('/settings/engagement');
  expect(await screen.findByRole('textbox', { name: 'Points: Call' })).toBeDisabled();
  expect(screen.queryByRole('button', { name: 'Save' })).not.toBeInTheDocument();
});

it('sends nothing that is as it was anyway', () => {
  expect(inputOf(weights)).toEqual({ weights: [] });
  const grown = withKind(weights, 'house_visit');
  expect(grown.at(-2)?.interaction_type).toBe('house_visit');
  expect(grown.at(-1)?.interaction_type).toBe('other');
  expect(inputOf(withDefaults(grown.map((one) => ({ ...one, points: 9 }))))).toEqual({
    weights: [],
  });
  expect(kindNamed('  House  Visit ')).toBe('house_visit');
});
