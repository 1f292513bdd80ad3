import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { saveFile } from '@/shared/lib/saveFile';
import { violationsIn } from '@/testing/axe';
import { campaigns } from '@/testing/campaignFixtures';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

vi.mock('@/shared/lib/saveFile', () => ({ saveFile: vi.fn() }));

beforeEach(() => {
  setCurrentProjectId(null);
  vi.mocked(saveFile).mockClear();
});

const { completed, running, draft } = campaigns;
const as = (role: string) => () =>
  json({ ...me, projects: me.projects.map((one) => ({ ...one, role })) });
const bodies = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter(({ route }) => route === wanted).map(({ body }) => body);
const withLedger = (more: Partial<typeof completed.ledger>) => () =>
  json({ ...completed, ledger: { ...completed.ledger, failed: 0, unknown: 0, ...more } });

describe('messages that did not get there', () => {
  const one = `GET /api/campaigns/${completed.id}`;
  const resend = `POST /api/campaigns/${completed.id}/executions/resend`;

  it('are sent once more by a manager, after a warning', async () => {
    const asked = serve({
      [one]: withLedger({ unknown: 3 }),
      [resend]: () => json({ ...completed, resending: 'unknown' }, 202),
    });
    const { user, container } = renderApp(`/campaigns/${completed.id}`);
    expect(await screen.findByText(/Of 3 messages nobody knows/)).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Send once more' }));
    expect(await screen.findByText(/may get it twice/)).toBeVisible();
    expect(bodies(asked, resend)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(bodies(asked, resend)).toEqual([{ delivery_status: 'unknown' }]));
    expect(await screen.findByText('They are sent once more')).toBeVisible();
  });

  it('are told apart: in doubt, and failed', async () => {
    serve({ [one]: withLedger({ unknown: 1, failed: 1 }) });
    renderApp(`/campaigns/${completed.id}`);
    expect(await screen.findByText(/Of 1 message nobody knows/)).toBeVisible();
    expect(screen.getByText(/^1 message could not be handed over/)).toBeVisible();
    expect(screen.getAllByRole('button', { name: 'Send once more' })).toHaveLength(2);
  });

  it('are said to whoever may not send, without the button', async () => {
    serve({ [one]: withLedger({ failed: 2 }), 'GET /api/me': as('member') });
    renderApp(`/campaigns/${completed.id}`);
    expect(await screen.findByText(/^2 messages could not be handed over/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Send once more' })).not.toBeInTheDocument();
  });

  it('are not spoken of while the campaign goes out', async () => {
    serve({
      [`GET /api/campaigns/${running.id}`]: () =>
        json({ ...running, ledger: { ...running.ledger, failed: 2, unknown: 4 } }),
    });
    renderApp(`/campaigns/${running.id}`);
    await screen.findByText('12,846 people in the audience');
    expect(screen.queryByText(/nobody knows/)).not.toBeInTheDocument();
  });
});

describe('the recipients as a file', () => {
  const file = `GET /api/campaigns/${running.id}/executions/export`;

  it('are those that the list shows', async () => {
    const asked = serve({ [file]: () => new Response('email,state\n') });
    const { user } = renderApp(`/campaigns/${running.id}?tab=people&state=bounced`);
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    await waitFor(() =>
      expect(saveFile).toHaveBeenCalledWith(expect.anything(), 'New opening hours.csv'),
    );
    const { search } = new URL(asked.find(({ route }) => route === file)?.request.url ?? '');
    expect(search).toBe('?delivery_status=bounced');
  });

  it('are not for members', async () => {
    serve({ 'GET /api/me': as('member') });
    renderApp(`/campaigns/${running.id}?tab=people`);
    await screen.findByRole('table', { name: 'People' });
    expect(screen.queryByRole('button', { name: 'Export' })).not.toBeInTheDocument();
  });

  it('say what went wrong', async () => {
    serve({ [file]: () => problem(403, 'not_allowed') });
    const { user } = renderApp(`/campaigns/${running.id}?tab=people`);
    await user.click(await screen.findByRole('button', { name: 'Export' }));
    expect(await screen.findByRole('alert')).toBeVisible();
    expect(saveFile).not.toHaveBeenCalled();
  });
});

describe('a draft that follows another campaign', () => {
  it.each([
    ['not_opened', /who did not open it/],
    ['unsent', /who never got it/],
  ] as const)('says whom it is for: %s', async (resend_to, words) => {
    serve({
      [`GET /api/campaigns/${draft.id}`]: () =>
        json({ ...draft, resend_of: completed.id, resend_to, target_segments: [] }),
    });
    const { container } = renderApp(`/campaigns/${draft.id}`);
    expect(await screen.findByText(words)).toBeVisible();
    expect(screen.getByRole('link', { name: 'the first campaign' })).toHaveAttribute(
      'href',
      `/campaigns/${completed.id}`,
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is nothing special without one', async () => {
    serve();
    renderApp(`/campaigns/${draft.id}`);
    await screen.findByText('1,161 people get it');
    expect(screen.queryByText(/It goes only to those of/)).not.toBeInTheDocument();
  });
});
