import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { contact, me } from '@/testing/fixtures';
import { journey, qualification, scores } from '@/testing/journeyFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, type Respond, serve } from '@/testing/server';
// Loaded before the first test waits for them: on a busy machine that takes long.
import '../contacts/ContactPage';
import './JourneyTab';

beforeEach(() => setCurrentProjectId(null));

const person = contact(0);
const tab = `/contacts/${person.id}?tab=journey`;
const move = `POST /api/crm/contacts/${person.id}/journey`;

async function open(special: Record<string, Respond> = {}) {
  const asked = serve(special);
  const app = renderApp(tab);
  await screen.findByRole('heading', { name: 'Journey' });
  return { asked, ...app };
}

describe('the journey of a person', () => {
  it('shows the stage, and every stay with its time, its reason and what was won', async () => {
    const { container } = await open();
    const stages = await screen.findByRole('list', { name: 'Stages' });
    expect(within(stages).getByText('Retention')).toHaveAttribute('aria-current', 'step');
    const history = screen.getByRole('list', { name: 'History' });
    const [now, before, first] = within(history).getAllByRole('listitem');
    await waitFor(() =>
      expect(now).toHaveTextContent(/Moved by Lena Fischer: “Signed the annual plan”/),
    );
    expect(now).toHaveTextContent(/First purchase · €1,200.00/);
    expect(before).toHaveTextContent(/21 days · then Retention/);
    expect(before).toHaveTextContent(/Moved by the rule “Clicked three times”/);
    expect(first).toHaveTextContent(/First contact/);
    await screen.findByText(/names the right one 82 times of 100/);
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is moved by hand with a reason and what was won', async () => {
    const moved = { ...journey, journey_stage: 'advocacy' as const };
    const { user, asked } = await open({ [move]: () => json(moved) });
    await user.click(await screen.findByRole('button', { name: 'Move to another stage' }));
    expect(await screen.findByRole('radio', { name: 'Retention' })).toBeDisabled();
    await user.click(screen.getByRole('radio', { name: 'Advocacy' }));
    await user.type(screen.getByRole('textbox', { name: /^Why/ }), 'Brought a friend');
    await user.type(screen.getByRole('textbox', { name: /^Worth in EUR/ }), '80');
    await user.click(screen.getByRole('button', { name: 'Move' }));
    await waitFor(() =>
      expect(asked.find(({ route }) => route === move)?.body).toEqual({
        journey_stage: 'advocacy',
        reason: 'Brought a friend',
        conversion_value: '80',
      }),
    );
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  });

  it('says at its field what the server does not take', async () => {
    const { user } = await open({
      [move]: () =>
        problem(422, 'invalid_input', {
          errors: [{ field: 'conversion_value', code: 'bad_format', message: 'must be an amount' }],
        }),
    });
    await user.click(await screen.findByRole('button', { name: 'Move to another stage' }));
    await user.type(await screen.findByRole('textbox', { name: /^Worth/ }), 'much');
    await user.click(screen.getByRole('button', { name: 'Move' }));
    await screen.findByText('Must be an amount, such as 45.00');
  });

  it('may only be looked at by a viewer', async () => {
    const viewer = { ...me, projects: [{ ...me.projects[0]!, role: 'viewer' as const }] };
    await open({ 'GET /api/me': () => json(viewer) });
    await screen.findByRole('list', { name: 'Stages' });
    expect(screen.queryByRole('button', { name: 'Move to another stage' })).toBeNull();
  });
});

describe('the scores of a person', () => {
  const score = `GET /api/crm/contacts/${person.id}/score`;
  const answering = (given: (typeof scores)['qualification']) => ({
    [score]: () => json({ ...scores, qualification: given }),
  });

  it('say what they are made of', async () => {
    await open();
    const click = (await screen.findByText(/^Clicked in an e-mail/)).closest('li');
    expect(click).toHaveTextContent(/\+12.4Clicked in an e-mail 3 times/);
    const reason = (name: string) => screen.getByText(name, { exact: false }).closest('li');
    expect(reason('Meetings and bookings')).toHaveTextContent(/speaks strongly for it/);
    expect(reason('Was imported')).toHaveTextContent(/speaks against it/);
  });

  it('admit when there is too little to learn from', async () => {
    await open({
      ...answering({ method: 'engagement', score: 74, reasons: [] }),
      'GET /api/crm/scoring/qualification': () =>
        json({ ...qualification, status: 'too_little_data', won: 12, lost: 3 }),
    });
    await screen.findByText(/the engagement score stands in/);
    await screen.findByText(/so far it is 12 and 3/);
  });

  it('do not guess about customers', async () => {
    await open(answering({ method: 'customer', score: null, reasons: [] }));
    await screen.findByText('Is a customer already.');
    expect(screen.queryByRole('img', { name: /^Chance/ })).toBeNull();
  });
});
