import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns, message } from '@/testing/campaignFixtures';
import { metrics } from '@/testing/ledgerFixtures';
import { renderApp } from '@/testing/render';
import { sender } from '@/testing/senderFixtures';
import { json, serve } from '@/testing/server';

// The first look would else wait for its translation too.
beforeAll(() => import('./CampaignPage'), 120_000);
beforeEach(() => setCurrentProjectId(null));
afterEach(() => localStorage.clear());

const { draft, running } = campaigns;
const second = { ...sender, id: '0190a6c0-0000-7000-8000-0000000000aa', name: 'Second Studio' };
const twoSenders = {
  'GET /api/email/senders': () => json({ items: [sender, { ...second, is_default: false }] }),
};
const patch = `PATCH /api/campaigns/${draft.id}/messages/${message.id}`;
const waitLong = { timeout: 20_000 };

describe('senders that share the mails of a campaign', () => {
  it('are chosen with their parts, and kept with the mail', async () => {
    const asked = serve({ ...twoSenders, [patch]: () => json({ ...message, version: 3 }) });
    const { user, container } = renderApp(`/campaigns/${draft.id}?step=message`);
    await user.click(
      await screen.findByRole(
        'button',
        { name: 'Share the mails among several senders' },
        waitLong,
      ),
    );
    const group = await screen.findByRole('group', { name: '2 senders share the mails' });
    fireEvent.change(within(group).getByRole('textbox', { name: 'Part of sender 1' }), {
      target: { value: '3' },
    });
    expect(await within(group).findByText('75%')).toBeVisible();
    expect(within(group).getByText('25%')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await waitFor(() => {
      const last = asked.filter(({ route }) => route === patch).at(-1);
      expect(last?.body).toMatchObject({
        settings: {
          senders: [
            { sender_id: sender.id, weight: 3 },
            { sender_id: second.id, weight: 1 },
          ],
        },
      });
    }, waitLong);
    await user.click(within(group).getByRole('button', { name: 'Remove sender 1' }));
    expect(
      await screen.findByRole('button', { name: 'Share the mails among several senders' }),
    ).toBeVisible();
  }, 60_000);

  it('have figures of their own, and say why one of them waits', async () => {
    const [first] = metrics.senders;
    const waiting = {
      ...first,
      sender_id: second.id,
      name: second.name,
      email: 'second@example.com',
      waits_because: 'unreachable' as const,
      waits_detail: 'no such host',
      waits_until: '2026-03-15T09:10:00Z',
    };
    serve({
      [`GET /api/campaigns/${running.id}/metrics`]: () =>
        json({ ...metrics, senders: [first, waiting] }),
    });
    const { container } = renderApp(`/campaigns/${running.id}`);
    const notice = await screen.findByText(/Nothing leaves by second@example.com/);
    expect(notice).toBeVisible();
    expect(screen.getByText('The server said: no such host')).toBeVisible();
    expect(await screen.findByRole('table', { name: 'Sender by sender' })).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('that has sent what it may in a day says when it goes on', async () => {
    const [first] = metrics.senders;
    serve({
      [`GET /api/campaigns/${running.id}/metrics`]: () =>
        json({
          ...metrics,
          senders: [
            { ...first, waits_because: 'daily_limit', waits_until: '2026-03-15T09:10:00Z' },
          ],
        }),
    });
    renderApp(`/campaigns/${running.id}`);
    expect(await screen.findByText(/has sent as many mails as it may in a day/)).toBeVisible();
  });
});
