import { screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, serve } from '@/testing/server';
import { funnelOf } from './funnel';
import { growthOption, growthRows } from './growthOption';

beforeEach(() => {
  setCurrentProjectId(null);
  vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-03-10T09:30:00Z') });
});
afterEach(() => vi.useRealTimers());

const asked = (all: ReturnType<typeof serve>, route: string) =>
  all
    .filter((one) => one.route === `GET /api/crm/analytics/${route}`)
    .map(({ request }) => Object.fromEntries(new URL(request.url).searchParams));
const section = (name: string) => screen.findByRole('region', { name });

describe('the analytics', () => {
  it('look at the last 90 days of the project, by week, and compare with the 90 before', async () => {
    const all = serve();
    renderApp('/analytics');
    await section('New contacts');
    await waitFor(() =>
      expect(asked(all, 'growth')).toEqual([
        { from: '2025-12-11', until: '2026-03-10', period: 'week', by: 'source' },
      ]),
    );
    expect(asked(all, 'lifecycle')).toEqual([
      { from: '2025-12-11', until: '2026-03-10' },
      { from: '2025-09-12', until: '2025-12-10' },
    ]);
  });

  it('keep in the address what one chose', async () => {
    serve();
    const { user, router } = renderApp('/analytics');
    const growth = within(await section('New contacts'));
    await user.click(growth.getByRole('radio', { name: 'Stage' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ by: 'lifecycle_stage' }));
    await user.click(screen.getByRole('button', { name: /choose other days/ }));
    const from = await screen.findByLabelText('From');
    await user.clear(from);
    await user.type(from, '2026-04-01');
    await user.click(screen.getByRole('button', { name: 'Show these days', hidden: true }));
    expect(await screen.findByText('The first day must not lie after the last')).toBeVisible();
    await user.clear(from);
    await user.type(from, '2026-03-01');
    await user.click(screen.getByRole('button', { name: 'Show these days', hidden: true }));
    await waitFor(() =>
      expect(router.state.location.search).toEqual({
        by: 'lifecycle_stage',
        from: '2026-03-01',
        until: '2026-03-10',
      }),
    );
  });

  it('are tables too', async () => {
    serve();
    const { user } = renderApp('/analytics');
    const scores = within(await section('Engagement'));
    await user.click(await scores.findByRole('radio', { name: 'Table' }));
    expect(scores.getByRole('row', { name: '90–100 148 1.2%' })).toBeVisible();
    expect(scores.queryByRole('application')).toBeNull();
  });

  it('are walked over with the arrow keys, each place said', async () => {
    serve();
    const { user } = renderApp('/analytics');
    const scores = within(await section('Engagement'));
    const chart = await scores.findByRole('application');
    chart.focus();
    await waitFor(() => expect(chart.querySelector('svg')).not.toBeNull());
    await user.keyboard('{End}{ArrowLeft}');
    expect(await scores.findByText('80–89: 318')).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(scores.queryByText('80–89: 318')).toBeNull();
  });

  it('are taken away by members, only looked at by viewers', async () => {
    serve({
      'GET /api/me': () =>
        json({ ...me, projects: me.projects.map((project) => ({ ...project, role: 'viewer' })) }),
    });
    renderApp('/analytics');
    await within(await section('Engagement')).findByRole('application');
    expect(screen.queryByRole('button', { name: /as CSV/ })).toBeNull();
  });

  it('teach while there is nobody', async () => {
    serve({
      'GET /api/crm/analytics/lifecycle': () =>
        json({
          now: [{ lifecycle_stage: 'lead', contacts: 0 }],
          added: 0,
          added_and_customers: 0,
          conversion: null,
          won: 0,
          median_days_to_win: null,
        }),
    });
    renderApp('/analytics');
    await screen.findByText('Your numbers grow with your contacts');
    expect(screen.getByRole('link', { name: 'Import contacts' })).toHaveAttribute(
      'href',
      '/imports/new',
    );
  });
});

describe('the funnel', () => {
  it('counts in each stage those who came at least so far', () => {
    const now = [
      { lifecycle_stage: 'lead' as const, contacts: 6 },
      { lifecycle_stage: 'prospect' as const, contacts: 0 },
      { lifecycle_stage: 'customer' as const, contacts: 3 },
      { lifecycle_stage: 'evangelist' as const, contacts: 1 },
    ];
    expect(
      funnelOf(now).map(({ cameSoFar, ofAll, ofBefore }) => [cameSoFar, ofAll, ofBefore]),
    ).toEqual([
      [10, 1, null],
      [4, 0.4, 0.4],
      [4, 0.4, 1],
      [1, 0.1, 0.25],
    ]);
  });

  it('has no shares of nobody', () => {
    const [lead, customer] = funnelOf([
      { lifecycle_stage: 'lead', contacts: 0 },
      { lifecycle_stage: 'customer', contacts: 0 },
    ]);
    expect([lead?.ofAll, lead?.ofBefore, customer?.ofAll, customer?.ofBefore]).toEqual([
      0,
      null,
      0,
      null,
    ]);
  });
});

describe('growth', () => {
  const growth = {
    periods: ['2026-03-02', '2026-03-09'],
    series: [
      { name: 'website', values: [3, 4], total: 7 },
      { name: 'import', values: [0, 2], total: 2 },
    ],
  };

  it('is a stack of bars, rounded at its top', () => {
    const { series, xAxis } = growthOption(
      growth,
      (name) => name.toUpperCase(),
      (day) => day,
    );
    expect(xAxis).toMatchObject({ data: growth.periods });
    expect(series).toMatchObject([
      { name: 'WEBSITE', stack: 'all', data: [3, 4], itemStyle: { borderRadius: 0 } },
      { name: 'IMPORT', stack: 'all', data: [0, 2], itemStyle: { borderRadius: [3, 3, 0, 0] } },
    ]);
  });

  it('is summed up for each period', () => {
    expect(growthRows(growth).map(({ total }) => total)).toEqual([3, 6]);
  });
});
