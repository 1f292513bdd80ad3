import { screen, waitFor } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns } from '@/testing/campaignFixtures';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, serve } from '@/testing/server';

// The first look would else wait for its translation too.
beforeAll(() => import('../CampaignPage'), 120_000);
beforeEach(() => setCurrentProjectId(null));

const { draft } = campaigns;
const one = `/api/campaigns/${draft.id}`;
const awaited = 'Something they are waiting for';
const waitLong = { timeout: 20_000 };

const as = (role: string) => () =>
  json({ ...me, projects: me.projects.map((project) => ({ ...project, role })) });

describe('a mail that people wait for', () => {
  it('has no topic and no limit, and is counted as such', async () => {
    const limited = { ...draft, topic: 'news', cap_messages: 2, cap_days: 7 };
    const asked = serve({ [`GET ${one}`]: () => json(limited) });
    const { user, container } = renderApp(`/campaigns/${draft.id}`);
    await user.click(await screen.findByRole('radio', { name: awaited }, waitLong));
    expect(screen.queryByRole('combobox', { name: 'What is it about?' })).not.toBeInTheDocument();
    expect(screen.getByText(/Advertising in such a mail/)).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    const counts = () => asked.filter(({ route }) => route === 'POST /api/campaigns/audience');
    await waitFor(() =>
      expect(counts().at(-1)?.body).toMatchObject({ campaign_type: 'transactional', topic: '' }),
    );
    expect(counts().at(-1)?.body).not.toHaveProperty('cap_messages');
    await user.click(screen.getByRole('button', { name: 'Save and go on' }));
    await waitFor(() =>
      expect(asked.find(({ route }) => route === `PATCH ${one}`)?.body).toMatchObject({
        campaign_type: 'transactional',
        topic: '',
        cap_messages: null,
        cap_days: null,
      }),
    );
  }, 60_000);

  it('is chosen by managers only', async () => {
    serve({ 'GET /api/me': as('member') });
    renderApp(`/campaigns/${draft.id}`);
    expect(await screen.findByRole('radio', { name: awaited }, waitLong)).toBeDisabled();
    expect(screen.getByText('A manager or an admin can choose the second kind.')).toBeVisible();
  }, 60_000);
});
