import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { answers, contact, me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import type { Note } from '../api';
// Loaded before the first test waits for them: on a busy machine that takes long.
import '../ContactPage';
import '../../record/ChoiceEditors';
import '../../tasks/TaskForm';
import '../mail/WriteMail';
import './AddressEditor';
import './CompanyEditor';
import './ContactTasks';
import './Files';
import './InteractionForm';
import './Notes';
import './SaleForm';

beforeEach(() => setCurrentProjectId(null));

const person = contact(0);
const address = `/contacts/${person.id}`;
const patch = `PATCH /api/crm/contacts/${person.id}`;

async function open(special: Parameters<typeof serve>[0] = {}, path = address) {
  const asked = serve(special);
  const app = renderApp(path);
  await screen.findByRole('region', { name: 'Profile' });
  return { asked, ...app };
}

describe('editing in place', () => {
  it('shows the change at once and sends it with the version', async () => {
    let answer: (response: Response) => void = () => {};
    const { user, asked } = await open({
      [patch]: () => new Promise<Response>((resolve) => (answer = resolve)),
    });
    await user.click(screen.getByRole('button', { name: /^Job title: ?Managing director$/ }));
    const field = screen.getByRole('textbox', { name: 'Job title' });
    await user.clear(field);
    await user.type(field, 'Owner{Enter}');
    await screen.findByRole('button', { name: /^Job title: ?Owner$/ });
    const sent = asked.find(({ route }) => route === patch);
    expect(sent?.body).toEqual({ job_title: 'Owner' });
    expect(sent?.request.headers.get('If-Match')).toBe('"1"');
    answer(json({ ...person, job_title: 'Owner', version: 2 }));
  });

  it('takes the change back when the server refuses', async () => {
    const { user } = await open({
      [patch]: () =>
        problem(422, 'invalid_input', {
          errors: [{ field: 'job_title', code: 'too_long', message: 'must be shorter' }],
        }),
    });
    await user.click(screen.getByRole('button', { name: /^Job title/ }));
    await user.type(screen.getByRole('textbox', { name: 'Job title' }), ' of it all{Enter}');
    await screen.findByText('Too long');
    expect(screen.getByRole('button', { name: /^Job title: ?Managing director$/ })).toBeVisible();
  });

  it('says when somebody else was quicker, shows their state, and can insist', async () => {
    let stored = { ...person };
    const { user, asked } = await open({
      [`GET /api/crm/contacts/${person.id}`]: () => json(stored),
      [patch]: (request) =>
        request.headers.get('If-Match') === `"${stored.version}"`
          ? json({ ...stored, first_name: 'Eva', version: stored.version + 1 })
          : problem(412, 'version_conflict'),
    });
    stored = { ...person, job_title: 'Partner', version: 7 };
    await user.click(screen.getByRole('button', { name: /^First name: ?Ava$/ }));
    await user.clear(screen.getByRole('textbox', { name: 'First name' }));
    await user.type(screen.getByRole('textbox', { name: 'First name' }), 'Eva{Enter}');
    await screen.findByText(/Somebody else changed this contact meanwhile/);
    expect(screen.getByRole('button', { name: /^First name: ?Ava$/ })).toBeVisible();
    expect(screen.getByRole('button', { name: /^Job title: ?Partner$/ })).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Save mine' }));
    await screen.findByRole('button', { name: /^First name: ?Eva$/ });
    expect(asked.filter(({ route }) => route === patch)).toHaveLength(2);
  });

  it('leaves things as they are on Escape and gives the focus back', async () => {
    const { user, asked } = await open();
    await user.click(screen.getByRole('button', { name: /^Last name: ?Thompson$/ }));
    await user.type(screen.getByRole('textbox', { name: 'Last name' }), 'x{Escape}');
    expect(screen.getByRole('button', { name: /^Last name: ?Thompson$/ })).toHaveFocus();
    expect(asked.some(({ route }) => route === patch)).toBe(false);
  });

  it('keeps several addresses, one of them the main one', async () => {
    const { user, asked } = await open({ [patch]: () => json(person) });
    await user.click(screen.getByRole('button', { name: /^E-mail:/ }));
    await user.click(await screen.findByRole('button', { name: 'Add another' }));
    await user.type(screen.getByRole('textbox', { name: 'E-mail 2' }), 'ava@home.example');
    await user.click(screen.getByRole('button', { name: 'Make it the main one' }));
    await user.click(screen.getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(asked.find(({ route }) => route === patch)?.body).toEqual({
        emails: [
          { address: person.email, label: 'work', primary: false },
          { address: 'ava@home.example', label: 'work', primary: true },
        ],
      }),
    );
  });

  it('is not offered to who may only look', async () => {
    const viewer = { ...me, projects: [{ ...me.projects[0]!, role: 'viewer' as const }] };
    await open({ 'GET /api/me': () => json(viewer) });
    expect(screen.queryByRole('button', { name: /^First name/ })).toBeNull();
    expect(screen.queryByRole('button', { name: 'Save note' })).toBeNull();
  });
});

it('keeps the focus at the heading while the person is on the way', async () => {
  let answer: (response: Response) => void = () => {};
  serve({
    [`GET /api/crm/contacts/${person.id}`]: () =>
      new Promise<Response>((resolve) => {
        answer = resolve;
      }),
  });
  const { router } = renderApp('/tasks');
  await screen.findByRole('heading', { name: 'Tasks' });
  await router.navigate({ to: '/contacts/$contactId', params: { contactId: person.id } });
  const onTheWay = await screen.findByRole('heading', { name: 'Contact', level: 1 });
  await waitFor(() => expect(onTheWay).toHaveFocus());
  answer(json(person));
  const heading = await screen.findByRole('heading', { name: person.display_name, level: 1 });
  await waitFor(() => expect(heading).toHaveFocus());
});

it('shows how the person came here, as far as links and programs said', async () => {
  await open({
    [`GET /api/crm/contacts/${person.id}`]: () =>
      json({
        ...person,
        utm_data: { utm_source: 'newsletter', utm_campaign: 'Spring' },
        source_details: { page: '/prices', visits: 3 },
      }),
  });
  const profile = screen.getByRole('region', { name: 'Profile' });
  for (const words of ['Link fromnewsletter', 'Link ofSpring', 'page/prices', 'visits3'])
    expect(profile).toHaveTextContent(words);
});

describe('the life of a contact', () => {
  it('takes a note down and shows what happened', async () => {
    const route = `POST /api/crm/contacts/${person.id}/notes`;
    const { user, asked } = await open({ [route]: () => json({}, 201) });
    await screen.findByText('Interested in the annual plan.');
    await user.type(screen.getByRole('textbox', { name: 'New note' }), 'Likes tea');
    await user.click(screen.getByRole('button', { name: 'Save note' }));
    await waitFor(() => expect(screen.getByRole('textbox', { name: 'New note' })).toHaveValue(''));
    expect(asked.find((one) => one.route === route)?.body).toEqual({
      body: 'Likes tea',
      mentions: [],
    });
  });

  it('tells a colleague of a note that names him', async () => {
    const route = `POST /api/crm/contacts/${person.id}/notes`;
    const { user, asked } = await open({ [route]: () => json({}, 201) });
    const field = screen.getByRole('textbox', { name: 'New note' });
    await user.type(field, 'Call her ');
    await user.click(await screen.findByRole('button', { name: 'Tell a colleague of it' }));
    const [first] = await screen.findAllByRole('menuitem');
    const name = first?.textContent ?? '';
    await user.click(first!);
    await waitFor(() => expect(field).toHaveValue(`Call her @${name} `));
    await user.click(screen.getByRole('button', { name: 'Save note' }));
    await waitFor(() =>
      expect(asked.find((one) => one.route === route)?.body).toMatchObject({
        mentions: [expect.any(String)],
      }),
    );
  });

  it('is narrowed to a kind', async () => {
    const { user, asked } = await open();
    await user.click(await screen.findByRole('radio', { name: 'Notes' }));
    await waitFor(() => {
      const last = asked.findLast(({ route }) => route.endsWith('/timeline'));
      expect(new URL(last?.request.url ?? '').searchParams.getAll('types')).toEqual(['note']);
    });
  });

  it('changes a note only as it was seen', async () => {
    const conflict = () => problem(412, 'version_conflict');
    const { items } = answers['GET /api/crm/contacts/{id}/notes'] as { items: Note[] };
    const note = items.find(({ pinned }) => pinned) ?? items[0];
    const { user, asked } = await open(
      { [`PATCH /api/crm/notes/${note?.id}`]: conflict },
      `${address}?tab=notes`,
    );
    const notes = await screen.findByRole('list', { name: 'Notes' });
    await user.click(within(notes).getAllByRole('button', { name: 'Edit note' })[0]!);
    await user.type(within(notes).getByRole('textbox', { name: 'Note' }), ' And tea.');
    await user.click(within(notes).getByRole('button', { name: 'Save' }));
    await screen.findByText('Somebody changed this in the meantime');
    expect(within(notes).getByRole('textbox', { name: 'Note' })).toHaveValue(
      `${note?.body} And tea.`,
    );
    const sent = asked.find(({ route }) => route.startsWith('PATCH'));
    expect(sent?.request.headers.get('If-Match')).toBe(`"${note?.version}"`);
  });

  it('deletes a note only when nobody takes it back', async () => {
    const { user, asked } = await open({}, `${address}?tab=notes`);
    const notes = await screen.findByRole('list', { name: 'Notes' });
    await user.click(within(notes).getAllByRole('button', { name: 'Delete note' })[0]!);
    await waitFor(() => expect(within(notes).getAllByRole('listitem')).toHaveLength(1));
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(within(notes).getAllByRole('listitem')).toHaveLength(2));
    expect(asked.some(({ route }) => route.startsWith('DELETE'))).toBe(false);
  });

  it('has nothing that axe finds', async () => {
    const { container } = await open();
    await screen.findByText('Interested in the annual plan.');
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('a sale', () => {
  const interactions = `POST /api/crm/contacts/${person.id}/interactions`;
  const write = async (special: Parameters<typeof serve>[0]) => {
    const opened = await open(special);
    const composer = screen.getByRole('region', { name: 'Write something down' });
    await opened.user.click(within(composer).getByRole('radio', { name: 'Sale' }));
    const value = await screen.findByRole('textbox', { name: 'Worth in EUR' });
    const save = screen.getByRole('button', { name: 'Save sale' });
    return { ...opened, value, save };
  };

  it('is written down with what it was worth, however the amount is written', async () => {
    const { user, asked, value, save } = await write({ [interactions]: () => json({}, 201) });
    await user.type(screen.getByRole('textbox', { name: 'What was bought' }), 'Cut and colour');
    await user.type(value, '45,50');
    await user.click(save);
    await waitFor(() => expect(value).toHaveValue(''));
    expect(asked.find(({ route }) => route === interactions)?.body).toMatchObject({
      interaction_type: 'purchase',
      title: 'Cut and colour',
      value: '45.50',
    });
  });

  it('without an amount, or with none that is one, says so at the field', async () => {
    const { user, value, save } = await write({
      [interactions]: () =>
        problem(422, 'invalid_input', {
          errors: [{ field: 'value', code: 'bad_format', message: 'must be an amount' }],
        }),
    });
    await user.click(save);
    expect(value).toHaveFocus();
    await user.type(value, 'much');
    await user.click(save);
    await screen.findByText('Must be an amount, such as 45.00');
    expect(value).toHaveValue('much');
  });

  it('stands on the timeline with its value', async () => {
    await open();
    expect(await screen.findByText(/Bought something · €45\.50/)).toBeVisible();
  });
});
