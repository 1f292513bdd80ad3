import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { renderApp } from '@/testing/render';
import { bounceMailbox, sender } from '@/testing/senderFixtures';
import { json, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const page = `/settings/senders/${sender.id}`;
const mailbox = `/api/email/senders/${sender.id}/bounce-mailbox`;
const all = 'GET /api/email/bounce-mailboxes';
const bodies = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter(({ route }) => route === wanted).map(({ body }) => body);

describe('the mailbox of returned mail', () => {
  it('says that it works and what came back', async () => {
    serve();
    const { container } = renderApp(page);
    expect(await screen.findByText(/It works: last looked in/)).toBeVisible();
    expect(screen.getByText('12 mails have come back so far')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('says why it cannot be read, in words that help', async () => {
    const failing = {
      ...bounceMailbox,
      failed_at: bounceMailbox.succeeded_at,
      failure: 'sign_in',
      failure_detail: 'Login denied',
    };
    serve({ [all]: () => json({ items: [failing] }) });
    renderApp(page);
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('does not accept the user name and password');
    expect(alert).toHaveTextContent('Login denied');
    expect(alert).toHaveTextContent('It last worked');
  });

  it('is looked into at once when somebody asks', async () => {
    let checking = false;
    const asked = serve({
      [all]: () => json({ items: [{ ...bounceMailbox, is_checked_now: checking }] }),
      [`POST ${mailbox}/checks`]: () => {
        checking = true;
        return json(bounceMailbox, 202);
      },
    });
    const { user } = renderApp(page);
    await user.click(await screen.findByRole('button', { name: 'Check now' }));
    expect(await screen.findByText('Looking into the mailbox…')).toBeVisible();
    expect(screen.getByRole('button', { name: 'Check now' })).toBeDisabled();
    expect(bodies(asked, `POST ${mailbox}/checks`)).toHaveLength(1);
  });

  it('is set up; POP3 knows no mark and no folder', async () => {
    const asked = serve({
      [all]: () => json({ items: [] }),
      [`PUT ${mailbox}`]: () => json(bounceMailbox),
    });
    const { user } = renderApp(page);
    await user.click(await screen.findByRole('button', { name: 'Set up the mailbox' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('textbox', { name: 'Folder' })).toHaveValue('INBOX');
    await user.click(within(dialog).getByRole('combobox', { name: 'How it is read' }));
    await user.click(await screen.findByRole('option', { name: 'POP3' }));
    expect(within(dialog).queryByRole('textbox', { name: 'Folder' })).not.toBeInTheDocument();
    expect(within(dialog).getByRole('textbox', { name: 'Port' })).toHaveValue('995');
    await user.type(within(dialog).getByRole('textbox', { name: 'Server' }), 'pop.example.com');
    await user.type(within(dialog).getByLabelText('Password'), 'quiet');
    await user.click(within(dialog).getByRole('button', { name: 'Save and check' }));
    await waitFor(() =>
      expect(bodies(asked, `PUT ${mailbox}`)[0]).toMatchObject({
        protocol: 'pop3',
        host: 'pop.example.com',
        port: 995,
        password: 'quiet',
        afterwards: 'keep',
      }),
    );
  });

  it('is read no more only after a question', async () => {
    const asked = serve({ [`DELETE ${mailbox}`]: () => new Response(null, { status: 204 }) });
    const { user } = renderApp(page);
    await user.click(await screen.findByRole('button', { name: 'Stop reading' }));
    expect(bodies(asked, `DELETE ${mailbox}`)).toEqual([]);
    const dialog = await screen.findByRole('dialog');
    await user.click(within(dialog).getByRole('button', { name: 'Stop reading' }));
    await waitFor(() => expect(bodies(asked, `DELETE ${mailbox}`)).toHaveLength(1));
  });
});
