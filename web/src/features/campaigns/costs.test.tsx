import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { activateLocale } from '@/shared/lib/locale';
import { violationsIn } from '@/testing/axe';
import { campaigns } from '@/testing/campaignFixtures';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { sender } from '@/testing/senderFixtures';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const { draft, spent, running } = campaigns;
const costs = { currency: 'EUR', budget: '6.00', spent: '6.00', planned: '3.00', warned_at: null };
const bodies = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter(({ route }) => route === wanted).map(({ body }) => body);

describe('what a campaign costs', () => {
  it('stands beside its budget, which a manager raises', async () => {
    const put = `PUT /api/campaigns/${spent.id}/budget`;
    const asked = serve({ [put]: () => json({ ...costs, budget: '10.00' }) });
    const { user, container } = renderApp(`/campaigns/${spent.id}`);
    expect(await screen.findByText('€6.00 of €6.00 are spent')).toBeVisible();
    expect(screen.getByText(/Its budget is spent/)).toBeVisible();
    expect(screen.getByText(/is nearly spent/)).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Change the budget' }));
    const field = await screen.findByRole('textbox', { name: 'At most, in EUR' });
    await user.clear(field);
    await user.type(field, '1.010,50');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bodies(asked, put)).toEqual([{ budget: '1010.50' }]));
  });

  it('is written as one is used to', async () => {
    const put = `PUT /api/campaigns/${spent.id}/budget`;
    const german = { ...me, user: { ...me.user, language: 'de' } };
    const asked = serve({ [put]: () => json(costs), 'GET /api/me': () => json(german) });
    const { user } = renderApp(`/campaigns/${spent.id}`);
    await user.click(await screen.findByRole('button', { name: 'Budget ändern' }));
    const field = await screen.findByRole('textbox', { name: /EUR/ });
    expect(field).toHaveValue('6,00');
    expect(field).toHaveAttribute('placeholder', '120,00');
    await user.click(screen.getByRole('button', { name: 'Speichern' }));
    await waitFor(() => expect(bodies(asked, put)).toEqual([{ budget: '6.00' }]));
    await activateLocale('en');
  });

  it('is raised where one would go on', async () => {
    const put = `PUT /api/campaigns/${spent.id}/budget`;
    const asked = serve({ [put]: () => json({ ...costs, budget: '9.00' }) });
    const { user } = renderApp(`/campaigns/${spent.id}`);
    await user.click(await screen.findByRole('button', { name: 'Raise the budget' }));
    const field = await screen.findByRole('textbox', { name: 'At most, in EUR' });
    await user.clear(field);
    await user.type(field, '9');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bodies(asked, put)).toEqual([{ budget: '9' }]));
    expect(screen.queryByRole('button', { name: 'Go on' })).not.toBeInTheDocument();
  });

  it('says what is wrong with an amount', async () => {
    const mistake = { field: 'budget', code: 'bad_format', message: 'must be an amount' };
    serve({
      [`PUT /api/campaigns/${spent.id}/budget`]: () =>
        problem(422, 'invalid_input', { errors: [mistake] }),
    });
    const { user } = renderApp(`/campaigns/${spent.id}`);
    await user.click(await screen.findByRole('button', { name: 'Change the budget' }));
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    expect(await screen.findByText('Must be an amount, such as 45.00')).toBeVisible();
  });

  it('is not mentioned where mails cost nothing', async () => {
    serve();
    renderApp(`/campaigns/${running.id}`);
    await screen.findByText('12,846 people in the audience');
    expect(screen.queryByText('What it costs')).not.toBeInTheDocument();
  });

  it('is told before it is approved, with what the budget does not pay', async () => {
    serve({ [`GET /api/campaigns/${draft.id}/costs`]: () => json({ ...costs, spent: '0.00' }) });
    renderApp(`/campaigns/${draft.id}?step=check`);
    expect(await screen.findByText(/All mails together cost €12.40/)).toHaveTextContent(
      'the budget is €6.00',
    );
  });
});

describe('the daily limit of a sender', () => {
  it('is told before it is approved, with the day of the last mail', async () => {
    serve();
    renderApp(`/campaigns/${draft.id}?step=check`);
    expect(await screen.findByText(/The sender may send 500 mails a day/)).toBeVisible();
  });

  it('is set lower by an admin, with the price of mails', async () => {
    const put = `PUT /api/email/senders/${sender.id}/terms`;
    const asked = serve({
      'GET /api/me': () =>
        json({ ...me, projects: me.projects.map((one) => ({ ...one, role: 'admin' })) }),
      [put]: () =>
        json({
          currency: 'EUR',
          price_per_thousand: '0.50',
          daily_limit: 200,
          provider_limit: 500,
          sent_in_a_day: 500,
        }),
    });
    const { user, container } = renderApp(`/settings/senders/${sender.id}`);
    const limit = await screen.findByRole('textbox', { name: 'At most so many mails in 24 hours' });
    expect(limit).toHaveAccessibleDescription('The provider takes 500. Empty: as many.');
    expect(await violationsIn(container)).toEqual([]);
    await user.type(limit, '200');
    const price = screen.getByRole('textbox', { name: 'A thousand mails cost, in EUR' });
    await user.clear(price);
    await user.type(price, '0,50');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bodies(asked, put)).toEqual([{ price_per_thousand: '0.50', daily_limit: 200 }]),
    );
  });
});
