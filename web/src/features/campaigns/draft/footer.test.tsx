import { screen, waitFor } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns, message } from '@/testing/campaignFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

// The first look would else wait for its translation too.
beforeAll(() => import('../CampaignPage'), 120_000);
beforeEach(() => setCurrentProjectId(null));

const { draft } = campaigns;
const rehearsals = `/api/campaigns/${draft.id}/rehearsals`;
const patch = `PATCH /api/campaigns/${draft.id}/messages/${message.id}`;
const waitLong = { timeout: 20_000 };

const refused = () =>
  problem(422, 'invalid_input', {
    errors: [
      { field: 'messages[0].message_content', code: 'unsubscribe_missing', message: '' },
      { field: 'messages[0].message_content', code: 'postal_address_missing', message: '' },
    ],
  });

describe('a marketing mail without its footer', () => {
  it('says so while it is written and puts it in with one click', async () => {
    const remarks = [
      { field: 'message_content', code: 'unsubscribe_missing', message: '' },
      { field: 'message_content', code: 'postal_address_missing', message: '' },
    ];
    serve({
      'POST /api/email/preview': () =>
        json({ subject: 'x', text: 'x', html: '', blanks: [], remarks }),
    });
    const { user, container } = renderApp(`/campaigns/${draft.id}?step=message`);
    await screen.findByText(/There is no link to unsubscribe/, {}, waitLong);
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Put it at the end of the mail' }));
    const text = screen.getByRole('textbox', { name: 'Text' });
    expect(text).toHaveDisplayValue(/Unsubscribe: {{ links.unsubscribe }}/);
    expect(text).toHaveDisplayValue(/{{ sender.postal_address }}/);
  }, 60_000);
});

describe('a rehearsal that is refused for want of a footer', () => {
  it('says so, puts it in with one click and goes on', async () => {
    let asks = 0;
    const asked = serve({
      [`GET ${rehearsals}`]: () => json({ items: [] }),
      [`POST ${rehearsals}`]: () => (asks++ === 0 ? refused() : json({}, 202)),
      [patch]: () => json({ ...message, version: 3 }),
    });
    const { user, container } = renderApp(`/campaigns/${draft.id}?step=check`);
    await user.click(await screen.findByRole('button', { name: 'Rehearse' }, waitLong));
    expect(await screen.findByText('This mail cannot go out yet')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Put it at the end of the mail' }));
    await waitFor(() => expect(asks).toBe(2));
    const sent = asked.find(({ route }) => route === patch);
    expect(sent?.request.headers.get('If-Match')).toBe('"2"');
    expect(sent?.body).toMatchObject({
      message_content: `${message.message_content}\n\n-- \n{{ sender.postal_address }}\nUnsubscribe: {{ links.unsubscribe }}\n`,
    });
    await waitFor(() =>
      expect(screen.queryByText('This mail cannot go out yet')).not.toBeInTheDocument(),
    );
  }, 60_000);
});
