import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns, rehearsal } from '@/testing/campaignFixtures';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const { draft, empty, scheduled, running, paused, grown } = campaigns;
const at = (one: { id: string }, step?: string) =>
  `/campaigns/${one.id}${step ? `?step=${step}` : ''}`;
const as = (role: string) => () =>
  json({ ...me, projects: me.projects.map((one) => ({ ...one, role })) });
const sent = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter((one) => one.route === wanted).map(({ body }) => body);

describe('the list of campaigns', () => {
  it('shows the state of each and what people did with it', async () => {
    serve();
    const { container } = renderApp('/campaigns');
    const table = await screen.findByRole('table', { name: 'Campaigns' });
    const row = within(table).getByRole('row', { name: /New opening hours/ });
    expect(within(row).getByText('Going out')).toBeVisible();
    expect(within(row).getByText(/^1,903 of 7,714 \(25%\)$/)).toBeVisible();
    expect(within(table).getByRole('row', { name: /Spring opening/ })).toHaveTextContent('Draft');
    expect(await violationsIn(container)).toEqual([]);
  });

  it('teaches what a campaign is while there is none', async () => {
    serve({
      'GET /api/campaigns': () => json({ items: [], next: null, total_is_estimate: false }),
    });
    renderApp('/campaigns');
    expect(await screen.findByText('No campaigns yet')).toBeVisible();
  });

  it('begins a campaign with a name', async () => {
    const asked = serve();
    const { user, router } = renderApp('/campaigns');
    await user.click(await screen.findByRole('button', { name: 'New campaign' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), ' Spring opening ');
    await user.click(screen.getByRole('button', { name: 'Create' }));
    await waitFor(() => expect(router.state.location.pathname).toBe(at(draft)));
    expect(sent(asked, 'POST /api/campaigns')).toEqual([{ name: 'Spring opening' }]);
  });

  it('offers a viewer nothing to begin', async () => {
    serve({ 'GET /api/me': as('viewer') });
    renderApp('/campaigns');
    await screen.findByRole('table', { name: 'Campaigns' });
    expect(screen.queryByRole('button', { name: 'New campaign' })).not.toBeInTheDocument();
  });
});

describe('a draft', () => {
  it('counts who gets it and says why the others do not', async () => {
    const asked = serve();
    const { container } = renderApp(at(draft));
    expect(await screen.findByText('1,161 people get it')).toBeVisible();
    expect(screen.getByText(/Unsubscribed:/)).toHaveTextContent('Unsubscribed: 31');
    expect(sent(asked, 'POST /api/campaigns/audience')[0]).toMatchObject({
      target_segments: draft.target_segments,
      channel: 'email',
    });
    expect(await violationsIn(container)).toEqual([]);
  });

  it('keeps each step and goes on to the next', async () => {
    const asked = serve();
    const { user, router } = renderApp(at(draft));
    await user.click(await screen.findByRole('button', { name: 'Save and go on' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ step: 'message' }));
    expect(sent(asked, `PATCH ${`/api/campaigns/${draft.id}`}`)).toHaveLength(1);
    const subject = await screen.findByRole('textbox', { name: 'Subject' });
    await user.clear(subject);
    await user.click(screen.getByRole('button', { name: 'Save and go on' }));
    expect(subject).toBeInvalid();
    await user.type(subject, 'We open');
    await user.click(screen.getByRole('button', { name: 'Save and go on' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ step: 'schedule' }));
  });

  it('shows a mistake of the message where it stands', async () => {
    const mistake = { field: 'message_content', code: 'bad_template', message: 'no such name' };
    serve({
      [`PATCH /api/campaigns/${draft.id}/messages/00000000-0000-4000-8000-000000012100`]: () =>
        problem(422, 'invalid_input', { errors: [mistake] }),
    });
    const { user } = renderApp(at(draft, 'message'));
    await user.type(await screen.findByRole('textbox', { name: 'Subject' }), '!');
    await user.click(screen.getByRole('button', { name: 'Save and go on' }));
    expect(await screen.findByText('No such name')).toBeVisible();
    expect(screen.getByRole('textbox', { name: 'Text' })).toBeInvalid();
  });

  it('asks for the hour of a later start', async () => {
    const asked = serve();
    const { user } = renderApp(at(draft, 'schedule'));
    await user.click(await screen.findByRole('radio', { name: 'At a certain hour' }));
    await user.click(screen.getByRole('button', { name: 'Save and go on' }));
    expect(await screen.findByText('Choose a day and an hour')).toBeVisible();
    await user.type(screen.getByLabelText('Day and hour'), '2026-03-20T09:00');
    await user.click(screen.getByRole('button', { name: 'Save and go on' }));
    await waitFor(() =>
      expect(sent(asked, `PATCH /api/campaigns/${draft.id}`)[0]).toMatchObject({
        start_date: '2026-03-20T08:00:00.000Z',
        cap_messages: null,
      }),
    );
  });

  it('may go to whoever is in the audience at its hour', async () => {
    const asked = serve();
    const { user, container } = renderApp(at(draft, 'schedule'));
    await user.click(await screen.findByRole('radio', { name: 'At a certain hour' }));
    await user.type(screen.getByLabelText('Day and hour'), '2026-03-20T09:00');
    await user.click(screen.getByRole('radio', { name: /whoever is in the audience/ }));
    expect(screen.getByText(/waits until a manager agrees/)).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Save and go on' }));
    await waitFor(() =>
      expect(sent(asked, `PATCH /api/campaigns/${draft.id}`)[0]).toMatchObject({
        audience_at: 'start',
      }),
    );
  });

  it('says what is missing before it can be rehearsed', async () => {
    serve();
    const { user, router } = renderApp(at(empty, 'check'));
    await user.click(await screen.findByRole('button', { name: 'Choose who gets it' }));
    expect(router.state.location.search).toEqual({ step: 'audience' });
  });

  it('is approved as it was rehearsed', async () => {
    const approval = `POST /api/campaigns/${draft.id}/approval`;
    const asked = serve({ [approval]: () => json({ ...draft, status: 'running' }) });
    const { user, container } = renderApp(at(draft, 'check'));
    expect(await screen.findByText('1,161 people get it')).toBeVisible();
    expect(screen.getByText(/have nothing for/)).toHaveTextContent('Company');
    expect(screen.getByText('https://www.example.com/sping-offer').parentElement).toHaveTextContent(
      'there is no such page',
    );
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Approve and send' }));
    await user.click(await screen.findByRole('button', { name: 'Send it' }));
    await waitFor(() => expect(sent(asked, approval)).toEqual([{ rehearsal_id: rehearsal.id }]));
  });

  it('is not approved by whoever may not send', async () => {
    serve({ 'GET /api/me': as('member') });
    renderApp(at(draft, 'check'));
    expect(await screen.findByText('A manager or an admin can send it now.')).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve and send' })).not.toBeInTheDocument();
  });

  it('has to be rehearsed again after a change', async () => {
    serve({
      [`GET /api/campaigns/${draft.id}/rehearsals`]: () =>
        json({ items: [{ ...rehearsal, current: false }] }),
    });
    renderApp(at(draft, 'check'));
    expect(await screen.findByText(/was changed since/)).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Approve and send' })).not.toBeInTheDocument();
  });
});

describe('a campaign on its way', () => {
  it('shows how far it is, how fast, and how each message did', async () => {
    serve();
    const { container } = renderApp(at(running));
    expect(await screen.findByText('12,846 people in the audience')).toBeVisible();
    expect(screen.getByText('7,714')).toBeVisible();
    expect(await screen.findByText(/433 a minute/)).toHaveTextContent('about 9 min 43 sec to go');
    const messages = within(await screen.findByRole('table', { name: 'Message by message' }));
    expect(messages.getByRole('row', { name: /Spring opening/ })).toHaveTextContent(
      '1,903 of 7,714 (25%)',
    );
    expect(await violationsIn(container)).toEqual([]);
  });

  it('shows who got it, and why somebody got nothing', async () => {
    const asked = serve();
    const { user, container } = renderApp(`${at(running)}?tab=people`);
    const people = await screen.findByRole('table', { name: 'People' });
    expect(within(people).getByText('550 5.1.1 no such user')).toBeVisible();
    expect(within(people).getByText('Erased since')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('combobox', { name: 'What became of it' }));
    await user.click(await screen.findByRole('option', { name: 'Left out · 801' }));
    await user.click(await screen.findByRole('combobox', { name: 'Why' }));
    await user.click(await screen.findByRole('option', { name: 'Unsubscribed · 610' }));
    await waitFor(() => {
      const { search } = new URL(
        asked.filter(({ route }) => route.endsWith('/executions')).at(-1)?.request.url ?? '',
      );
      expect(search).toContain('delivery_status=skipped');
      expect(search).toContain('skip_reason=unsubscribed');
    });
  });

  it('leads from a figure to the people behind it', async () => {
    serve();
    const { user, router } = renderApp(at(running));
    await user.click(await screen.findByRole('link', { name: '96' }));
    expect(router.state.location.search).toEqual({ tab: 'people', state: 'bounced' });
  });

  it('shows what people did, by link, hour and program', async () => {
    serve();
    const { user, container } = renderApp(`${at(running)}?tab=reactions`);
    const links = await screen.findByRole('region', { name: 'Links' });
    expect(
      await within(links).findByRole('row', { name: /example.com\/opening-hours/ }),
    ).toHaveTextContent('190');
    expect(screen.getByText(/355 hits of programs/)).toBeVisible();
    const hours = screen.getByRole('table', { name: 'At which hour' });
    expect(within(hours).getByRole('row', { name: /Mon/ })).toBeVisible();
    const devices = screen.getByRole('list', { name: 'Devices' });
    expect(within(devices).getAllByRole('listitem')[0]).toHaveTextContent('Phone755');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(
      within(within(links).getByRole('radiogroup')).getByRole('radio', { name: 'Table' }),
    );
    expect(await within(links).findByRole('row', { name: /shop.example.com/ })).toHaveTextContent(
      '9',
    );
  });

  it('shows what it said, as it arrived', async () => {
    serve();
    const { container } = renderApp(`${at(running)}?tab=mail`);
    const mail = await screen.findByTitle('The mail');
    expect(mail).toHaveAttribute('srcdoc', expect.stringContaining('Good to have you here'));
    expect(screen.getByText('Welcome to Bluebird Studio')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('can be printed as a whole', async () => {
    serve();
    renderApp(`${at(running)}?tab=report`);
    expect(await screen.findByRole('button', { name: 'Print or save as PDF' })).toBeVisible();
    expect(await screen.findByRole('region', { name: 'Links' })).toBeVisible();
    expect(screen.getByText('12,846 people in the audience')).toBeVisible();
  });

  it('is paused at once', async () => {
    const pause = `POST /api/campaigns/${running.id}/pause`;
    const asked = serve({ [pause]: () => json({ ...running, status: 'paused' }) });
    const { user } = renderApp(at(running));
    await user.click(await screen.findByRole('button', { name: 'Pause' }));
    await waitFor(() => expect(sent(asked, pause)).toHaveLength(1));
  });

  it('says why it stands still, and goes on', async () => {
    const resume = `POST /api/campaigns/${paused.id}/resume`;
    const asked = serve({ [resume]: () => json({ ...paused, status: 'running' }) });
    const { user } = renderApp(at(paused));
    expect(await screen.findByText(/Somebody paused it/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Go on' }));
    await waitFor(() => expect(sent(asked, resume)).toHaveLength(1));
  });

  it('asks about an audience that grew, and names the new number', async () => {
    const resume = `POST /api/campaigns/${grown.id}/resume`;
    const asked = serve({ [resume]: () => json({ ...grown, status: 'running' }) });
    const { user, container } = renderApp(at(grown));
    expect(await screen.findByText(/1,180 people were approved/)).toHaveTextContent(
      '1,402 belonged to the audience at the start: 231 came, 9 went.',
    );
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Send to 1,402 people' }));
    await waitFor(() => expect(sent(asked, resume)).toHaveLength(1));
  });

  it('says that the audience is being looked at anew', async () => {
    serve({
      [`GET /api/campaigns/${scheduled.id}`]: () =>
        json({ ...scheduled, audience_at: 'start', renewing_audience: true }),
    });
    renderApp(at(scheduled));
    expect(await screen.findByText(/Its time has come/)).toBeVisible();
  });

  it('goes back to the draft before anything left', async () => {
    const withdraw = `DELETE /api/campaigns/${scheduled.id}/approval`;
    const asked = serve({ [withdraw]: () => new Response(null, { status: 204 }) });
    const { user } = renderApp(at(scheduled));
    await user.click(await screen.findByRole('button', { name: 'Back to the draft' }));
    await waitFor(() => expect(sent(asked, withdraw)).toHaveLength(1));
  });

  it('is cancelled only after a question', async () => {
    const cancel = `POST /api/campaigns/${running.id}/cancel`;
    const asked = serve({ [cancel]: () => json({ ...running, status: 'cancelled' }) });
    const { user } = renderApp(at(running));
    await user.click(await screen.findByRole('button', { name: 'Cancel' }));
    expect(sent(asked, cancel)).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Cancel the campaign' }));
    await waitFor(() => expect(sent(asked, cancel)).toHaveLength(1));
  });
});
