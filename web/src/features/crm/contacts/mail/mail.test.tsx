import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { contact, me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
// What is loaded when somebody asks for it, loaded before a test waits for it.
import '../ContactPage';
import './MailDialog';

beforeEach(() => setCurrentProjectId(null));

const ana = contact(0);
const place = `/contacts/${ana.id}`;
const mails = `POST /api/crm/contacts/${ana.id}/mails`;

async function write() {
  const { user } = renderApp(place);
  await user.click(await screen.findByRole('button', { name: 'Write an e-mail' }));
  const dialog = await screen.findByRole('dialog');
  return { user, dialog: within(dialog), element: dialog };
}

describe('a mail to one person', () => {
  it('is written on the page of the contact, with personal words', async () => {
    const asked = serve();
    const { user, dialog, element } = await write();
    await user.type(await dialog.findByRole('textbox', { name: 'Subject' }), 'Your visit');
    await user.type(dialog.getByRole('textbox', { name: 'Text' }), 'Dear ');
    expect(await violationsIn(element)).toEqual([]);
    await user.click(dialog.getByRole('button', { name: 'Personal words' }));
    await user.click(await screen.findByRole('menuitem', { name: 'First name' }));
    await waitFor(() =>
      expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue(
        'Dear {{ contact.first_name | default: "there" }}',
      ),
    );
    await user.click(dialog.getByRole('button', { name: 'Send' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
    expect(asked.find(({ route }) => route === mails)?.body).toMatchObject({
      to: ana.email,
      subject: 'Your visit',
      sender_id: null,
    });
  });

  it('is seen before it leaves, with what is missing', async () => {
    serve();
    const { user, dialog } = await write();
    expect(await dialog.findByRole('tab', { name: 'As it arrives' })).toBeDisabled();
    await user.type(dialog.getByRole('textbox', { name: 'Subject' }), 'x');
    await user.type(dialog.getByRole('textbox', { name: 'Text' }), 'x');
    await user.click(dialog.getByRole('tab', { name: 'As it arrives' }));
    expect(await dialog.findByText(/Hello Ana/)).toBeVisible();
    expect(dialog.getByText('This person has nothing for: Company')).toBeVisible();
  });

  it('begins with the words of a template', async () => {
    serve();
    const { user, dialog } = await write();
    await user.click(await dialog.findByRole('button', { name: 'Template' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Welcome' }));
    await waitFor(() =>
      expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue(
        [
          'Good to have you here',
          'Dear {{ contact.first_name | default: "friend" }}, demo text.',
          'Book a visit: https://www.example.com/book',
        ].join('\n\n'),
      ),
    );
  });

  it('says why it may not be sent, and keeps what was written', async () => {
    serve({ [mails]: () => problem(409, 'do_not_contact') });
    const { user, dialog } = await write();
    await user.type(await dialog.findByRole('textbox', { name: 'Subject' }), 'Hello');
    await user.type(dialog.getByRole('textbox', { name: 'Text' }), 'Hello');
    await user.click(dialog.getByRole('button', { name: 'Send' }));
    expect(await dialog.findByRole('alert')).toBeVisible();
    expect(dialog.getByRole('textbox', { name: 'Text' })).toHaveValue('Hello');
  });

  it('is not offered to who may only look', async () => {
    serve({
      'GET /api/me': () =>
        json({ ...me, projects: me.projects.map((one) => ({ ...one, role: 'viewer' })) }),
    });
    renderApp(place);
    await screen.findByRole('heading', { name: ana.display_name });
    expect(screen.queryByRole('button', { name: 'Write an e-mail' })).not.toBeInTheDocument();
  });
});

describe('mails on the timeline', () => {
  it('say that they did not arrive, can be read, and written again', async () => {
    serve();
    const { user } = renderApp(place);
    expect(await screen.findByText('What went wrong: 550 5.1.1 no such user')).toBeVisible();
    expect(screen.getByText('Not sent')).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Read the mail' }));
    const dialog = within(await screen.findByRole('dialog'));
    expect(await dialog.findByText(/we look forward to it/)).toBeVisible();
    await user.click(await dialog.findByRole('button', { name: 'Write it again' }));
    const again = (await screen.findAllByRole('textbox', { name: 'Subject' })).at(-1);
    expect(again).toHaveValue('Your visit on Saturday');
  });

  it('tell which link was followed, and that one came back', async () => {
    serve();
    renderApp(place);
    expect(await screen.findByText('https://www.example.com/opening-hours')).toBeVisible();
    expect(screen.getByText('A mail could not be delivered')).toBeVisible();
  });
});
