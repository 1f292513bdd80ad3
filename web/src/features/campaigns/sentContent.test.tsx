import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns } from '@/testing/campaignFixtures';
import { me } from '@/testing/fixtures';
import { executions } from '@/testing/ledgerFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const { running } = campaigns;
const content = `GET /api/campaigns/${running.id}/executions/${executions[0]?.id}/content`;

describe('what a person was sent', () => {
  it('is shown from the list of people', async () => {
    serve();
    const { user } = renderApp(`/campaigns/${running.id}?tab=people`);
    const people = within(await screen.findByRole('table', { name: 'People' }));
    await user.click(people.getAllByRole('button', { name: 'What was sent' })[0] as HTMLElement);
    const dialog = await screen.findByRole('dialog', { name: 'What was sent' });
    expect(await within(dialog).findByText('Ana, our new opening hours')).toBeVisible();
    expect(within(dialog).getByTitle('The mail')).toHaveAttribute('sandbox');
    expect(await violationsIn(dialog)).toEqual([]);
  });

  it('may not be kept any more', async () => {
    serve({ [content]: () => problem(404, 'content_not_kept') });
    const { user } = renderApp(`/campaigns/${running.id}?tab=people`);
    const people = within(await screen.findByRole('table', { name: 'People' }));
    await user.click(people.getAllByRole('button', { name: 'What was sent' })[0] as HTMLElement);
    expect(await screen.findByText(/The words are not kept any more/)).toBeVisible();
  });

  it('is kept as long as a manager chooses', async () => {
    const put = 'PUT /api/campaign-settings';
    const asked = serve({ [put]: () => json({ keep_content_days: 30 }) });
    const { user } = renderApp('/settings/topics');
    const days = await screen.findByRole('textbox', { name: 'Keep it for so many days' });
    await user.clear(days);
    await user.type(days, '30');
    await user.click(screen.getByRole('button', { name: 'Change' }));
    await waitFor(() =>
      expect(asked.filter(({ route }) => route === put).map(({ body }) => body)).toEqual([
        { keep_content_days: 30 },
      ]),
    );
  });

  it('is kept as long as members can read, and not change', async () => {
    serve({
      'GET /api/me': () =>
        json({ ...me, projects: me.projects.map((one) => ({ ...one, role: 'member' })) }),
    });
    renderApp('/settings/topics');
    expect(await screen.findByText('Kept for 90 days.')).toBeVisible();
    expect(
      screen.queryByRole('textbox', { name: 'Keep it for so many days' }),
    ).not.toBeInTheDocument();
  });
});
