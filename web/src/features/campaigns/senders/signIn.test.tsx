import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { renderApp } from '@/testing/render';
import { sender } from '@/testing/senderFixtures';
import { json, problem, serve } from '@/testing/server';
import { leaveFor } from './leaveFor';

vi.mock('./leaveFor', () => ({ leaveFor: vi.fn() }));
beforeEach(() => setCurrentProjectId(null));

const page = `/settings/senders/${sender.id}`;
const one = `/api/email/senders/${sender.id}`;
const gmail = { ...sender, provider: 'gmail' as const, host: 'smtp.gmail.com' };
const senders = (item: object) => ({ 'GET /api/email/senders': () => json({ items: [item] }) });
const bodies = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter(({ route }) => route === wanted).map(({ body }) => body);

describe('the sign-in of a sender', () => {
  it('leads to the provider', async () => {
    serve({
      ...senders(gmail),
      [`POST ${one}/oauth`]: () => json({ url: 'https://example.com/a' }),
    });
    const { user, container } = renderApp(page);
    await user.click(await screen.findByRole('button', { name: 'Sign in at Google' }));
    await waitFor(() => expect(leaveFor).toHaveBeenCalledWith('https://example.com/a'));
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is completed by what the provider sends back', async () => {
    const asked = serve({ ...senders(gmail), 'POST /api/email/oauth-returns': () => json(gmail) });
    renderApp('/settings/senders/sign-in?code=c1&state=s1');
    expect(await screen.findByRole('heading', { name: sender.name, level: 1 })).toBeVisible();
    expect(bodies(asked, 'POST /api/email/oauth-returns')).toEqual([{ code: 'c1', state: 's1' }]);
  });

  it('says that it failed, or that nobody consented', async () => {
    serve({ 'POST /api/email/oauth-returns': () => problem(409, 'oauth_failed') });
    renderApp('/settings/senders/sign-in?code=c1&state=s1');
    expect(await screen.findByRole('alert')).toBeVisible();
    renderApp('/settings/senders/sign-in?error=access_denied');
    expect(await screen.findByText('You were not signed in')).toBeVisible();
  });

  it('says when the provider takes it no more, and can be given up', async () => {
    const revoked = { ...gmail, sign_in: 'oauth', oauth_revoked_at: sender.created_at };
    const asked = serve({
      ...senders(revoked),
      [`DELETE ${one}/oauth`]: () => new Response(null, { status: 204 }),
    });
    const { user } = renderApp(page);
    expect(await screen.findByRole('alert')).toHaveTextContent('Mails wait since');
    await user.click(screen.getByRole('button', { name: 'Use a password instead' }));
    const dialog = await screen.findByRole('dialog');
    expect(bodies(asked, `DELETE ${one}/oauth`)).toEqual([]);
    await user.click(within(dialog).getByRole('button', { name: 'Use the password' }));
    await waitFor(() => expect(bodies(asked, `DELETE ${one}/oauth`)).toHaveLength(1));
  });
});
