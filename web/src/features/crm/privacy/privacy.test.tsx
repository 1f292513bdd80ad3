import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { contact, me } from '@/testing/fixtures';
import { page } from '@/testing/fixtureTools';
import { suppression } from '@/testing/privacyFixtures';
import { renderApp } from '@/testing/render';
import { json, type Respond, serve } from '@/testing/server';
// Loaded before the first test waits for them: on a busy machine that takes long.
import '../contacts/ContactPage';
import '../contacts/ContactsPage';
import './PrivacyTab';
import './SuppressionsPage';

beforeEach(() => setCurrentProjectId(null));

const person = contact(0);
const tab = `/contacts/${person.id}?tab=privacy`;
const consents = `/api/crm/contacts/${person.id}/consents`;
const everything = `GET /api/crm/contacts/${person.id}/personal-data`;
const erasure = `DELETE /api/crm/contacts/${person.id}/permanently`;

const as = (role: (typeof me.projects)[number]['role']): Record<string, Respond> => ({
  'GET /api/me': () => json({ ...me, projects: [{ ...me.projects[0]!, role }] }),
});

async function open(path: string, special: Record<string, Respond> = {}) {
  const asked = serve(special);
  const app = renderApp(path);
  await screen.findByRole('heading', { name: 'Do not write to' });
  return { asked, ...app };
}

describe('consents of a person', () => {
  it('are shown with words, version, time and where they come from', async () => {
    await open(tab);
    const list = await screen.findByRole('list', { name: 'Consents' });
    const [latest, photos, past] = within(list).getAllByRole('listitem');
    expect(latest).toHaveTextContent(/Agreed/);
    expect(latest).toHaveTextContent(/Yes, send me the newsletter by e-mail/);
    expect(latest).toHaveTextContent(/version 2026-01 of the words · in a form/);
    expect(latest).not.toHaveTextContent('no longer holds');
    expect(photos).toHaveTextContent(/recorded by Marie Laurent/);
    expect(past).toHaveTextContent(/Taken back.*no longer holds/);
  });

  it('are recorded with the words that were seen', async () => {
    const { user, asked } = await open(tab, { [`POST ${consents}`]: () => json({}, 201) });
    await user.click(screen.getByRole('button', { name: 'Record a consent' }));
    await user.type(await screen.findByRole('textbox', { name: /^The words/ }), 'Yes, please.');
    await user.type(screen.getByRole('textbox', { name: 'Version of the words' }), '3');
    await user.type(screen.getByRole('textbox', { name: 'Where' }), 'By phone');
    await user.click(screen.getByRole('button', { name: 'Record' }));
    await waitFor(() =>
      expect(asked.find(({ route }) => route === `POST ${consents}`)?.body).toEqual({
        purpose: 'marketing',
        given: true,
        basis: 'Yes, please.',
        wording: '3',
        source: 'By phone',
      }),
    );
  });

  it('are not recorded without words', async () => {
    const { user, asked } = await open(tab);
    await user.click(screen.getByRole('button', { name: 'Record a consent' }));
    await user.click(await screen.findByRole('button', { name: 'Record' }));
    expect(screen.getByRole('textbox', { name: /^The words/ })).toHaveFocus();
    expect(asked.some(({ route }) => route === `POST ${consents}`)).toBe(false);
  });
});

describe('not writing to somebody', () => {
  const list = 'GET /api/crm/suppressions';

  it('looks up each of their addresses and names those on the list', async () => {
    const phones = [{ number: person.phone, label: 'mobile', primary: true }];
    const { asked } = await open(tab, {
      [`GET /api/crm/contacts/${person.id}`]: () => json({ ...person, phones }),
      [list]: (request) => {
        const address = new URL(request.url).searchParams.get('address');
        return json(page(address === person.email ? [suppression(1, { address })] : []));
      },
    });
    const rows = await screen.findByRole('list', { name: 'Do not write to' });
    await within(rows).findByText(person.email!);
    expect(within(rows).getAllByRole('listitem')).toHaveLength(1);
    const looked = asked.filter(({ route }) => route === list);
    expect(
      looked.map(({ request }) => new URL(request.url).searchParams.get('address')).toSorted(),
    ).toEqual([person.phone, person.email].toSorted());
  });

  it('can be about one topic only', async () => {
    const route = 'POST /api/crm/suppressions';
    const { user, asked } = await open('/settings/suppressions', {
      [route]: () => json(suppression(9), 201),
    });
    await user.click(screen.getByRole('button', { name: 'Add an address' }));
    await user.click(await screen.findByRole('radio', { name: 'SMS' }));
    await user.type(screen.getByRole('combobox', { name: 'Phone number' }), '+49 30 1');
    await user.type(screen.getByRole('textbox', { name: 'About what' }), 'offers');
    await user.click(screen.getByRole('button', { name: 'Put on the list' }));
    await waitFor(() =>
      expect(asked.find((one) => one.route === route)?.body).toEqual({
        channel: 'sms',
        address: '+49 30 1',
        topic: 'offers',
      }),
    );
  });

  it('ends only after a question', async () => {
    const route = `DELETE /api/crm/suppressions/${suppression(2).id}`;
    const { user, asked } = await open('/settings/suppressions', {
      [route]: () => new Response(null, { status: 204 }),
    });
    await user.click(
      await screen.findByRole('button', { name: 'Take person2@example.com off the list' }),
    );
    expect(asked.some((one) => one.route === route)).toBe(false);
    await user.click(await screen.findByRole('button', { name: 'Take off the list' }));
    await waitFor(() => expect(asked.some((one) => one.route === route)).toBe(true));
  });
});

describe('a person may be forgotten', () => {
  it('by an admin who types the name and reads what is kept', async () => {
    const { user, asked } = await open(tab, {
      ...as('admin'),
      [erasure]: () => new Response(null, { status: 204 }),
    });
    await user.click(screen.getByRole('button', { name: 'Erase for good' }));
    const dialog = await screen.findByRole('dialog', { name: 'Erase Ava Thompson for good?' });
    expect(dialog).toHaveTextContent(/Kept is only:.*a code made of each e-mail address/);
    const sure = within(dialog).getByRole('button', { name: 'Erase for good' });
    expect(sure).toBeDisabled();
    await user.type(within(dialog).getByRole('textbox'), 'Ava Thompson');
    await user.click(sure);
    await screen.findByRole('heading', { name: 'Contacts' });
    expect(asked.some(({ route }) => route === erasure)).toBe(true);
  });

  it.each([
    ['viewer', false, false, false, false],
    ['member', true, false, false, false],
    ['manager', true, true, true, false],
    ['admin', true, true, true, true],
  ] as const)('shows a %s what they may do', async (role, records, suppresses, exports, erases) => {
    await open(tab, as(role));
    await screen.findByRole('list', { name: 'Consents' });
    const offered = (name: string) => screen.queryByRole('button', { name }) !== null;
    expect(offered('Record a consent')).toBe(records);
    expect(offered('Add an address')).toBe(suppresses);
    expect(offered('Download')).toBe(exports);
    expect(offered('Erase for good')).toBe(erases);
  });

  it('or gets everything that is held as a file', async () => {
    const { user, asked } = await open(tab, { [everything]: () => json({ contacts: [] }) });
    await user.click(screen.getByRole('button', { name: 'Download' }));
    await waitFor(() => expect(asked.some(({ route }) => route === everything)).toBe(true));
  });
});

it.each([tab, '/settings/suppressions'])('%s has nothing that axe finds', async (path) => {
  const { container } = await open(path);
  await screen.findAllByText(/Unsubscribed|Everything/);
  expect(await violationsIn(container)).toEqual([]);
});
