import { fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns, message } from '@/testing/campaignFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

// The first look would else wait for its translation too.
beforeAll(() => import('../CampaignPage'), 120_000);
beforeEach(() => setCurrentProjectId(null));
afterEach(() => localStorage.clear());

const { draft } = campaigns;
const at = `/campaigns/${draft.id}?step=message`;
const patch = `PATCH /api/campaigns/${draft.id}/messages/${message.id}`;

const waitLong = { timeout: 20_000 };

describe('a mail that is being written', () => {
  it('is kept after a pause, and says so', async () => {
    const asked = serve({ [patch]: () => json({ ...message, version: 3 }) });
    renderApp(at);
    const subject = await screen.findByRole('textbox', { name: 'Subject' }, waitLong);
    expect(screen.getByText('Saved')).toBeVisible();
    fireEvent.change(subject, { target: { value: 'We open early' } });
    expect(await screen.findByText('Not saved yet')).toBeVisible();
    expect(await screen.findByText('Saved', {}, waitLong)).toBeVisible();
    const sent = asked.filter(({ route }) => route === patch);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.body).toMatchObject({ subject_line: 'We open early' });
    expect(sent[0]?.request.headers.get('If-Match')).toBe('"2"');
    expect(Object.keys(localStorage).filter((key) => key.startsWith('mail:'))).toEqual([]);
  }, 60_000);

  it('is still there after a reload while the server is away', async () => {
    const asked = serve({ [patch]: () => Promise.reject(new TypeError('away')) });
    const { unmount } = renderApp(at);
    const subject = await screen.findByRole('textbox', { name: 'Subject' }, waitLong);
    fireEvent.change(subject, { target: { value: 'Only here' } });
    await screen.findByText('Kept in this browser: the server cannot be reached', {}, waitLong);
    unmount();
    // Who leaves the page in mid-word tries once more.
    await waitFor(() => expect(asked.filter(({ route }) => route === patch)).toHaveLength(2));
    serve();
    renderApp(at);
    await waitFor(
      () => expect(screen.getByRole('textbox', { name: 'Subject' })).toHaveValue('Only here'),
      waitLong,
    );
  }, 60_000);

  it('that somebody else changed meanwhile asks whose words stay', async () => {
    const theirs = { ...message, subject_line: 'Theirs', version: 7 };
    let taken = 0;
    const asked = serve({
      [patch]: () =>
        taken++ === 0 ? problem(412, 'version_conflict') : json({ ...theirs, version: 8 }),
    });
    const { user, container } = renderApp(at);
    const subject = await screen.findByRole('textbox', { name: 'Subject' }, waitLong);
    fireEvent.change(subject, { target: { value: 'Mine' } });
    await screen.findByText('Which of the two shall stay?', {}, waitLong);
    expect(await violationsIn(container)).toEqual([]);
    serve({
      [`GET /api/campaigns/${draft.id}/messages`]: () => json({ items: [theirs] }),
      [patch]: () => json({ ...theirs, version: 8 }),
    });
    await user.click(screen.getByRole('button', { name: 'Take theirs' }));
    await waitFor(
      () => expect(screen.getByRole('textbox', { name: 'Subject' })).toHaveValue('Theirs'),
      waitLong,
    );
    expect(asked.filter(({ route }) => route === patch)).toHaveLength(1);
  }, 60_000);
});
