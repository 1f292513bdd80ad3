import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

const guest = { 'GET /api/me': () => problem(401, 'sign_in_required') };
const session = { ...me, expires_at: '2026-04-01T00:00:00Z' };
const noContent = () => new Response(null, { status: 204 });

beforeEach(() => setCurrentProjectId(null));

async function fillIn(user: ReturnType<typeof renderApp>['user']) {
  await user.type(await screen.findByLabelText('E-mail'), 'lena@bluebird-studio.com');
  await user.type(screen.getByLabelText('Password'), 'correct horse');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
}

describe('signing in', () => {
  it('leads guests here, and back to where they wanted to be', async () => {
    let signedIn = false;
    serve({
      'GET /api/me': () => (signedIn ? json(me) : problem(401, 'sign_in_required')),
      'POST /api/auth/sign-in': () => {
        signedIn = true;
        return json({ status: 'signed_in', session, methods: [] });
      },
    });
    const { user, router } = renderApp('/settings/members');
    await fillIn(user);
    await screen.findByRole('heading', { name: 'Members' });
    expect(router.state.location.pathname).toBe('/settings/members');
  });

  it('never goes on to another site', async () => {
    serve(guest);
    const { router } = renderApp('/sign-in?next=%2F%2Fevil.example');
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(router.state.location.search).toEqual({ next: undefined });
  });

  it('says that the password is wrong, and keeps what was typed', async () => {
    serve({ ...guest, 'POST /api/auth/sign-in': () => problem(401, 'wrong_credentials') });
    const { user } = renderApp('/sign-in');
    await fillIn(user);
    expect(await screen.findByRole('alert')).toHaveTextContent(/address or the password is wrong/);
    expect(screen.getByLabelText('E-mail')).toHaveValue('lena@bluebird-studio.com');
  });

  it('asks for the code when two-step sign-in is on', async () => {
    let codes = 0;
    const asked = serve({
      'GET /api/me': () => (codes > 1 ? json(me) : problem(401, 'sign_in_required')),
      'POST /api/auth/sign-in': () =>
        json({ status: 'second_factor', challenge: 'c1', methods: ['totp'] }),
      'POST /api/auth/second-factor': () =>
        ++codes > 1
          ? json({ status: 'signed_in', session, methods: [] })
          : problem(401, 'wrong_code'),
    });
    const { user } = renderApp('/sign-in');
    await fillIn(user);
    await user.type(await screen.findByLabelText('Code'), '111111{Enter}');
    await waitFor(() => expect(screen.getByLabelText('Code')).toBeInvalid());
    await user.clear(screen.getByLabelText('Code'));
    await user.type(screen.getByLabelText('Code'), ' 123456 {Enter}');
    await screen.findByRole('heading', { name: 'Hello Lena' });
    const sent = asked.filter(({ route }) => route === 'POST /api/auth/second-factor');
    expect(sent.map(({ body }) => body)).toEqual([
      { challenge: 'c1', code: '111111' },
      { challenge: 'c1', code: '123456' },
    ]);
  });

  it('has nothing that axe finds', async () => {
    serve(guest);
    const { container } = renderApp('/sign-in');
    await screen.findByRole('heading', { name: 'Sign in' });
    expect(await violationsIn(container)).toEqual([]);
  });
});

describe('signing up', () => {
  it('puts what the server refuses at its fields, and the focus on the first', async () => {
    serve({
      ...guest,
      'POST /api/auth/sign-up': () =>
        problem(422, 'invalid_input', {
          errors: [
            { field: 'password', code: 'common', message: 'Everybody tries this one first' },
            { field: 'project_name', code: 'too_long', message: 'At most 200 characters' },
          ],
        }),
    });
    const { user } = renderApp('/sign-up');
    await user.type(await screen.findByLabelText('Your name'), 'Lena');
    await user.type(screen.getByLabelText('E-mail'), 'lena@x.com');
    await user.type(screen.getByLabelText('Password'), 'password1234');
    await user.type(screen.getByLabelText('Name of your business'), 'Bluebird');
    await user.click(screen.getByRole('button', { name: 'Create account' }));
    expect(await screen.findByText('Everybody tries this one first')).toBeVisible();
    expect(screen.getByText('At most 200 characters')).toBeVisible();
    expect(screen.getByLabelText('Password')).toHaveFocus();
  });

  it('asks the server nothing while something is missing', async () => {
    const asked = serve(guest);
    const { user } = renderApp('/sign-up');
    await user.click(await screen.findByRole('button', { name: 'Create account' }));
    expect(screen.getByLabelText('Your name')).toBeInvalid();
    expect(screen.getByLabelText('Your name')).toHaveFocus();
    expect(asked.some(({ route }) => route === 'POST /api/auth/sign-up')).toBe(false);
  });
});

describe('links from mails', () => {
  it('a new password is set with the token', async () => {
    const asked = serve({ ...guest, 'POST /api/auth/reset-password': noContent });
    const { user } = renderApp('/reset-password?token=t1');
    await user.type(await screen.findByLabelText('New password'), 'a long new password{Enter}');
    await screen.findByRole('heading', { name: 'Your password is changed' });
    expect(asked.at(-1)?.body).toEqual({ token: 't1', password: 'a long new password' });
  });

  it('a used link offers a new one', async () => {
    serve({ ...guest, 'POST /api/auth/reset-password': () => problem(410, 'link_not_valid') });
    const { user } = renderApp('/reset-password?token=t1');
    await user.type(await screen.findByLabelText('New password'), 'a long new password{Enter}');
    await screen.findByRole('heading', { name: 'This link no longer works' });
    expect(screen.getByRole('link', { name: 'Send a new link' })).toBeVisible();
  });

  it('an address is confirmed once, however often the screen is shown', async () => {
    const asked = serve({ ...guest, 'POST /api/auth/verify-email': noContent });
    renderApp('/verify-email?token=t1');
    await screen.findByRole('heading', { name: 'Your e-mail address is confirmed' });
    expect(asked.filter(({ route }) => route === 'POST /api/auth/verify-email')).toHaveLength(1);
  });

  it('an invited stranger makes an account and joins', async () => {
    let joined = false;
    const asked = serve({
      'GET /api/me': () => (joined ? json(me) : problem(401, 'sign_in_required')),
      'POST /api/invitations/accept': () => {
        joined = true;
        return json(session);
      },
    });
    const { user } = renderApp('/invitation?token=t1');
    await user.type(await screen.findByLabelText('Your name'), 'Nora');
    await user.type(screen.getByLabelText('Choose a password'), 'a long new password');
    await user.click(screen.getByRole('button', { name: 'Create account and join' }));
    await screen.findByRole('heading', { name: 'Hello Lena' });
    expect(asked.find(({ route }) => route === 'POST /api/invitations/accept')?.body).toEqual({
      token: 't1',
      name: 'Nora',
      password: 'a long new password',
      language: 'en',
      time_zone: Intl.DateTimeFormat().resolvedOptions().timeZone,
    });
  });

  it('an invited person signed in as somebody else is told', async () => {
    serve({
      'GET /api/invitations/by-token/t1': () =>
        json({
          project_name: 'Northwind',
          email: 'nora@x.com',
          role: 'member',
          inviter_name: 'Tom',
          account_exists: true,
        }),
    });
    renderApp('/invitation?token=t1');
    expect(await screen.findByText(/signed in as lena@bluebird-studio.com/)).toBeVisible();
  });
});
