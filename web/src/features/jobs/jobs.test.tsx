import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { jobs } from '@/testing/backgroundFixtures';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const path = (list: { id: string }[], verb: string) => `POST /api/jobs/${list[0]?.id}/${verb}`;

describe('the jobs screen', () => {
  it('shows how far work is, what waits, what failed and what is done', async () => {
    serve();
    const { container } = renderApp('/settings/jobs');
    const underWay = await screen.findByRole('list', { name: 'Under way' });
    await within(underWay).findByText('41 %', { exact: false });
    expect(within(underWay).getByText(/18,400 per second/)).toBeVisible();
    expect(within(underWay).getByText('try 3 of 10 failed')).toBeVisible();
    expect(
      within(await screen.findByRole('list', { name: 'Failed' })).getByText(/550/),
    ).toBeVisible();
    const finished = within(await screen.findByRole('list', { name: 'Finished' }));
    expect(await finished.findByText('Import of newsletter.csv')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('asks before it cancels', async () => {
    const route = path(jobs.running, 'cancel');
    const asked = serve({ [route]: () => json({}) });
    const { user } = renderApp('/settings/jobs');
    await user.click(await screen.findByRole('button', { name: /^Cancel: Import of customers/ }));
    expect(asked.some((one) => one.route === route)).toBe(false);
    await user.click(await screen.findByRole('button', { name: 'Cancel job' }));
    await waitFor(() => expect(asked.some((one) => one.route === route)).toBe(true));
  });

  it('tries again what failed', async () => {
    const route = path(jobs.dead, 'retry');
    const asked = serve({ [route]: () => json({}) });
    const { user } = renderApp('/settings/jobs');
    await user.click(await screen.findByRole('button', { name: 'Retry: Send a mail' }));
    await waitFor(() => expect(asked.some((one) => one.route === route)).toBe(true));
  });

  it('lets members look only', async () => {
    const projects = me.projects.map((project) => ({ ...project, role: 'member' }));
    serve({ 'GET /api/me': () => json({ ...me, projects }) });
    renderApp('/settings/jobs');
    await screen.findByText('try 3 of 10 failed');
    expect(screen.queryByRole('button', { name: /^(Cancel|Retry):/ })).toBeNull();
  });
});

it('the shell shows how far the own long work is', async () => {
  serve();
  renderApp('/');
  const links = await screen.findAllByRole('link', { name: /Import of customers-2026.csv/ });
  expect(links[0]).toHaveAttribute('href', '/imports');
});
