import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { me } from '@/testing/fixtures';
import { journeyRule } from '@/testing/journeyFixtures';
import { renderApp } from '@/testing/render';
import { json, type Respond, serve } from '@/testing/server';
// Loaded before the first test waits for them: on a busy machine that takes long.
import './FunnelPage';
import './JourneySettingsPage';

beforeEach(() => setCurrentProjectId(null));

const rules = '/api/crm/journey/rules';
const as = (role: (typeof me.projects)[number]['role']): Record<string, Respond> => ({
  'GET /api/me': () => json({ ...me, projects: [{ ...me.projects[0]!, role }] }),
});

async function open(path: string, special: Record<string, Respond> = {}) {
  const asked = serve(special);
  const app = renderApp(path);
  await screen.findByRole('heading', { level: 1, name: /^Journey/ });
  return { asked, ...app };
}

describe('the rules that move people', () => {
  it('are read as sentences', async () => {
    const { container } = await open('/settings/journey');
    const list = await screen.findByRole('list', { name: 'Rules' });
    const [clicks, offer, cool] = within(list).getAllByRole('listitem');
    expect(clicks).toHaveTextContent(
      'From Awareness to Consideration: Clicked in an e-mail, 3 times within 30 days',
    );
    expect(offer).toHaveTextContent(
      'From Awareness or Consideration to Decision: Filled in a form, once within 90 days',
    );
    expect(cool).toHaveTextContent(/off.*after 60 days without moving/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are made for what somebody does', async () => {
    const route = `POST ${rules}`;
    const { user, asked } = await open('/settings/journey', {
      [route]: () => json(journeyRule(9), 201),
    });
    await user.click(await screen.findByRole('button', { name: 'New rule' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'Booked');
    await user.click(screen.getByRole('combobox', { name: 'What happened' }));
    await user.click(await screen.findByRole('option', { name: 'Booked' }));
    await user.click(screen.getByRole('button', { name: 'Create rule' }));
    await waitFor(() =>
      expect(asked.find((one) => one.route === route)?.body).toEqual({
        name: 'Booked',
        kind: 'interaction',
        from_stages: ['awareness'],
        to_stage: 'consideration',
        interaction_type: 'booking',
        at_least: 3,
        within_days: 30,
        days_in_stage: null,
        position: 3,
      }),
    );
  });

  it('do not lead to where somebody is already', async () => {
    const { user, asked } = await open('/settings/journey');
    await user.click(await screen.findByRole('button', { name: 'New rule' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'In a circle');
    await user.click(screen.getByRole('checkbox', { name: 'Consideration' }));
    await user.click(screen.getByRole('button', { name: 'Create rule' }));
    await screen.findByText(/choose another stage/);
    expect(asked.some(({ route }) => route === `POST ${rules}`)).toBe(false);
  });

  it('change from one kind to the other, and lose what belonged to it', async () => {
    const rule = journeyRule(0);
    const route = `PATCH ${rules}/${rule.id}`;
    const { user, asked } = await open('/settings/journey', { [route]: () => json(rule) });
    await user.click(await screen.findByRole('button', { name: `Change ${rule.name}` }));
    await user.click(await screen.findByRole('radio', { name: 'Time passes' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() => {
      const sent = asked.find((one) => one.route === route);
      expect(sent?.body).toMatchObject({
        kind: 'time',
        interaction_type: null,
        days_in_stage: 60,
      });
      expect(sent?.request.headers.get('If-Match')).toBe('"1"');
    });
  });

  it('change places', async () => {
    const asked: string[] = [];
    const patch = (number: number): Record<string, Respond> => ({
      [`PATCH ${rules}/${journeyRule(number).id}`]: async (request) => {
        asked.push(`${number} ${await request.text()}`);
        return json(journeyRule(number));
      },
    });
    const { user } = await open('/settings/journey', { ...patch(0), ...patch(1) });
    await user.click(await screen.findByRole('button', { name: 'Move Clicked three times down' }));
    await waitFor(() => expect(asked).toEqual(['1 {"position":0}', '0 {"position":1}']));
  });

  it('are only read by members', async () => {
    await open('/settings/journey', as('member'));
    await screen.findByText(/From Awareness to Consideration/);
    for (const name of ['New rule', 'Delete Cooled down'])
      expect(screen.queryByRole('button', { name })).toBeNull();
  });
});

describe('the funnel', () => {
  it('says how many came, went on and how long it took', async () => {
    const { container, user, asked } = await open('/journey');
    const list = await screen.findByRole('list', { name: 'Stages' });
    const [awareness] = within(list).getAllByRole('listitem');
    expect(awareness).toHaveTextContent(/8,120 people now/);
    expect(awareness).toHaveTextContent(
      /2,400 came.*960 went on \(40%\) · half of them within 14 days/,
    );
    expect(within(list).getByText(/€48,600.00 won/)).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('radio', { name: '30 days' }));
    await waitFor(() =>
      expect(
        asked.filter(({ route }) => route === 'GET /api/crm/journey/funnel').length,
      ).toBeGreaterThan(1),
    );
  });
});
