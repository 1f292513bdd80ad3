import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const mail = '/api/dev-inbox/00000000-0000-4000-8000-000000007000';

describe('the dev inbox', () => {
  it('shows a mail in a frame without rights, and its other sides', async () => {
    serve();
    const { user, container } = renderApp('/dev-inbox');
    await user.click(await screen.findByRole('link', { name: /Lena invited you/ }));
    const frame = await screen.findByTitle(/^The mail/);
    expect(frame).toHaveAttribute('sandbox', 'allow-popups allow-popups-to-escape-sandbox');
    expect(frame.getAttribute('srcdoc')).toContain('Accept the invitation');
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('tab', { name: 'Plain text' }));
    expect(await screen.findByRole('link', { name: /^https:/ })).toHaveAttribute(
      'href',
      'https://app.example.com/invitation?token=abc',
    );
    await user.click(screen.getByRole('tab', { name: 'Source' }));
    expect(await screen.findByText(/^From: SocialFlow/)).toBeVisible();
  });

  it('loses one mail at once, and all after a question', async () => {
    const asked = serve({
      [`DELETE ${mail}`]: () => json({}),
      'DELETE /api/dev-inbox': () => json({}),
    });
    const { user, router } = renderApp('/dev-inbox?mail=00000000-0000-4000-8000-000000007000');
    await user.click(await screen.findByRole('button', { name: 'Delete this mail' }));
    await waitFor(() => expect(router.state.location.search).toEqual({}));
    await user.click(screen.getByRole('button', { name: 'Empty the inbox' }));
    await user.click(await screen.findByRole('button', { name: 'Delete all mails' }));
    await waitFor(() =>
      expect(asked.map(({ route }) => route).filter((route) => route.startsWith('DELETE'))).toEqual(
        [`DELETE ${mail}`, 'DELETE /api/dev-inbox'],
      ),
    );
  });

  it('is in the navigation only while no sender is set up', async () => {
    let sender = true;
    serve({ 'GET /api/mail/status': () => json({ sender_configured: sender }) });
    const first = renderApp('/');
    await screen.findByRole('heading', { name: 'Hello Lena' });
    expect(screen.queryByRole('link', { name: 'Dev inbox' })).toBeNull();
    first.unmount();
    sender = false;
    renderApp('/');
    await screen.findByRole('link', { name: 'Dev inbox' });
  });

  it('is not for members', async () => {
    const projects = me.projects.map((project) => ({ ...project, role: 'member' }));
    const asked = serve({ 'GET /api/me': () => json({ ...me, projects }) });
    renderApp('/dev-inbox');
    await screen.findByText('Only for admins');
    expect(asked.some(({ route }) => route === 'GET /api/dev-inbox')).toBe(false);
  });
});
