import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { me } from '@/testing/fixtures';
import { qualification } from '@/testing/journeyFixtures';
import { renderApp } from '@/testing/render';
import { json, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

describe('the qualification of leads', () => {
  it('tells how often it was right, what it learnt from and what tells most', async () => {
    serve();
    renderApp('/settings/qualification');
    expect(await screen.findByText('in use')).toBeVisible();
    expect(screen.getByText('0.5 is a toss of a coin, 1 is never wrong')).toBeVisible();
    const told = screen.getAllByRole('listitem').map(({ textContent }) => textContent);
    expect(told.some((words) => /speaks (strongly |a little )?(for|against) it/.test(words))).toBe(
      true,
    );
  });

  it('says what stands in while there is too little to learn from', async () => {
    serve({
      'GET /api/crm/scoring/qualification': () =>
        json({
          ...qualification,
          status: 'too_little_data',
          trained_at: null,
          auc: null,
          weights: [],
        }),
    });
    renderApp('/settings/qualification');
    expect(await screen.findByText('the engagement score stands in')).toBeVisible();
    expect(screen.getByText('Not learnt yet')).toBeVisible();
    expect(screen.queryByText('What tells most')).toBeNull();
  });

  it('is learnt anew when a manager says so, and tells when that is done', async () => {
    let asked = 0;
    const all = serve({
      'POST /api/crm/scoring/qualification/learn': () => json({ job_id: 'x' }, 202),
      'GET /api/crm/scoring/qualification': () =>
        json({
          ...qualification,
          trained_at: asked++ < 2 ? qualification.trained_at : '2026-03-10T09:30:00Z',
        }),
    });
    const { user } = renderApp('/settings/qualification');
    await screen.findByText('in use');
    await user.click(screen.getByRole('button', { name: 'Learn now' }));
    expect(await screen.findByText('Learnt anew')).toBeVisible();
    expect(all.filter(({ route }) => route.endsWith('/learn'))).toHaveLength(1);
  });

  it('is only looked at by members', async () => {
    serve({
      'GET /api/me': () =>
        json({ ...me, projects: me.projects.map((project) => ({ ...project, role: 'member' })) }),
    });
    renderApp('/settings/qualification');
    await screen.findByText('in use');
    await waitFor(() => expect(screen.queryByRole('button', { name: 'Learn now' })).toBeNull());
  });
});
