import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { sender } from '@/testing/senderFixtures';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const one = `/api/email/senders/${sender.id}`;
const bodies = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter(({ route }) => route === wanted).map(({ body }) => body);

async function openAction(special: Parameters<typeof serve>[0], action: string) {
  const asked = serve(special);
  const { user } = renderApp('/settings/senders');
  await user.click(await screen.findByRole('button', { name: `Actions for ${sender.name}` }));
  await user.click(await screen.findByRole('menuitem', { name: action }));
  return { user, asked };
}

describe('senders', () => {
  it('are listed, the default one marked', async () => {
    serve();
    const { container } = renderApp('/settings/senders');
    const list = await screen.findByRole('list', { name: 'Senders' });
    expect(await within(list).findByText('default')).toBeVisible();
    expect(within(list).getByText(/smtp\.bluebird-studio\.com/)).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('are for admins', async () => {
    const projects = me.projects.map((project) => ({ ...project, role: 'manager' }));
    const asked = serve({ 'GET /api/me': () => json({ ...me, projects }) });
    renderApp('/settings/senders');
    expect(await screen.findByText('Only for admins')).toBeVisible();
    expect(asked.some(({ route }) => route === 'GET /api/email/senders')).toBe(false);
  });

  it('are added; a mailbox at Gmail needs no server', async () => {
    const asked = serve({
      'GET /api/email/senders': () => json({ items: [] }),
      'POST /api/email/senders': () => json(sender, 201),
    });
    const { user } = renderApp('/settings/senders');
    await screen.findByText('No sender yet');
    await user.click(screen.getByRole('button', { name: 'New sender' }));
    const dialog = await screen.findByRole('dialog');
    expect(within(dialog).getByRole('textbox', { name: 'Server' })).toBeVisible();
    await user.click(within(dialog).getByRole('combobox', { name: 'Where is your mailbox?' }));
    await user.click(await screen.findByRole('option', { name: /Gmail/ }));
    expect(within(dialog).queryByRole('textbox', { name: 'Server' })).not.toBeInTheDocument();
    await user.type(within(dialog).getByRole('textbox', { name: 'Name' }), 'Studio');
    await user.type(within(dialog).getByRole('textbox', { name: 'E-mail' }), 's@gmail.com');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    const address = within(dialog).getByRole('textbox', { name: 'Postal address' });
    expect(address).toBeInvalid();
    await user.type(address, '1 Example Street');
    await user.click(within(dialog).getByRole('button', { name: 'Save' }));
    await waitFor(() =>
      expect(bodies(asked, 'POST /api/email/senders')[0]).toMatchObject({
        provider: 'gmail',
        name: 'Studio',
        postal_address: '1 Example Street',
        per_minute: null,
        is_default: true,
      }),
    );
  });

  it('keep their password when it is not typed again', async () => {
    const { user, asked } = await openAction({ [`PATCH ${one}`]: () => json(sender) }, 'Change');
    await user.click(await screen.findByRole('button', { name: 'Save' }));
    await waitFor(() => expect(bodies(asked, `PATCH ${one}`)).toHaveLength(1));
    expect(bodies(asked, `PATCH ${one}`)[0]).not.toHaveProperty('password');
  });

  it('say what the server answered to a test', async () => {
    const { user } = await openAction(
      {
        [`POST ${one}/test`]: () =>
          json({ was_accepted: false, failure: 'settings', reply_code: 535, detail: '535 no' }),
      },
      'Send a test mail',
    );
    expect(await screen.findByRole('textbox', { name: 'To' })).toHaveValue(me.user.email);
    await user.click(screen.getByRole('button', { name: 'Send' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('535 no');
  });

  it('are removed only after a question', async () => {
    const { user, asked } = await openAction(
      { [`DELETE ${one}`]: () => problem(404, 'not_found') },
      'Remove',
    );
    expect(bodies(asked, `DELETE ${one}`)).toEqual([]);
    await user.click(await screen.findByRole('button', { name: 'Remove sender' }));
    await waitFor(() => expect(bodies(asked, `DELETE ${one}`)).toHaveLength(1));
  });
});
