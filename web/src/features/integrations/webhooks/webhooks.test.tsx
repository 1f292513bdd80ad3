import { createHmac } from 'node:crypto';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import { webhooks } from '@/testing/webhookFixtures';
import { example } from './verification';

beforeEach(() => setCurrentProjectId(null));

const sent = (asked: ReturnType<typeof serve>, route: string) =>
  asked.filter((one) => one.route === route).map(({ body }) => body);
const { failing, off } = webhooks;

describe('webhooks', () => {
  it('are not for managers', async () => {
    const asked = serve({
      'GET /api/me': () =>
        json({ ...me, projects: me.projects.map((project) => ({ ...project, role: 'manager' })) }),
    });
    renderApp('/settings/webhooks');
    await screen.findByText('Only for admins');
    expect(asked.some(({ route }) => route.startsWith('GET /api/webhooks'))).toBe(false);
  });

  it('are added for what one chose, with the server’s objections at their fields', async () => {
    let tries = 0;
    const asked = serve({
      'POST /api/webhooks': () =>
        tries++ === 0
          ? problem(422, 'invalid', {
              errors: [{ field: 'url', code: 'not_allowed', message: 'must not hold a # part' }],
            })
          : json(failing, 201),
    });
    const { user, router } = renderApp('/settings/webhooks');
    await user.click(await screen.findByRole('button', { name: 'New webhook' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByLabelText('Address'), 'https://example.com/in#x');
    await user.click(dialog.getByLabelText('Only what I choose'));
    await user.click(dialog.getByRole('button', { name: 'Add webhook' }));
    expect(await dialog.findByText('Choose at least one')).toBeInTheDocument();
    await user.click(await dialog.findByLabelText('A task was changed or done'));
    expect(dialog.getByLabelText('An event of a later version')).toBeInTheDocument();
    await user.click(dialog.getByRole('button', { name: 'Add webhook' }));
    await dialog.findByText('Must not hold a # part');
    await user.click(dialog.getByRole('button', { name: 'Add webhook' }));
    await waitFor(() =>
      expect(router.state.location.pathname).toBe(`/settings/webhooks/${failing.id}`),
    );
    expect(sent(asked, 'POST /api/webhooks')[1]).toEqual({
      url: 'https://example.com/in#x',
      description: '',
      events: ['task.updated'],
    });
  });
});

describe('a webhook', () => {
  it('shows what was sent and what came back, and sends it again', async () => {
    const replay = `POST /api/webhooks/${failing.id}/deliveries/00000000-0000-4000-8000-000000009600/replay`;
    const asked = serve({ [replay]: () => json({}, 202) });
    const { user } = renderApp(`/settings/webhooks/${failing.id}`);
    const log = within(await screen.findByRole('list', { name: 'Messages' }));
    const [first] = await log.findAllByRole('button', { name: /A contact was added/ });
    await user.click(first as HTMLElement);
    expect(log.getByText(/"display_name": "Ava Thompson"/)).toBeVisible();
    expect(log.getByText(/502 Bad Gateway/)).toBeVisible();
    await user.click(log.getByRole('button', { name: 'Send again' }));
    await waitFor(() => expect(sent(asked, replay)).toHaveLength(1));
  });

  it('lists only the failed ones on demand', async () => {
    serve();
    const { user } = renderApp(`/settings/webhooks/${failing.id}`);
    await user.click(await screen.findByRole('radio', { name: 'Failed' }));
    const log = within(await screen.findByRole('list', { name: 'Messages' }));
    await waitFor(() => expect(log.getAllByRole('listitem')).toHaveLength(1));
    expect(log.getByText(/connection refused/)).toBeVisible();
  });

  it('keeps its secret covered until one asks, and renews it after a question', async () => {
    const asked = serve();
    const { user } = renderApp(`/settings/webhooks/${failing.id}`);
    const show = await screen.findByRole('button', { name: 'Show the secret' });
    expect(sent(asked, `GET /api/webhooks/${failing.id}/secret`)).toHaveLength(0);
    await user.click(show);
    expect(await screen.findByText(/^whsec_Mf/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Renew' }));
    await user.click(await screen.findByRole('button', { name: 'Renew the secret' }));
    expect(await screen.findByText(/^whsec_C2/)).toBeVisible();
    expect(screen.queryByText(/^whsec_Mf/)).toBeNull();
    expect(screen.getByText(/signed with the old one as well/)).toBeVisible();
  });

  it('is switched on again; what is off sends no tests', async () => {
    const route = `PATCH /api/webhooks/${off.id}`;
    const asked = serve({ [route]: () => json({ ...off, status: 'enabled' }) });
    const { user } = renderApp(`/settings/webhooks/${off.id}`);
    expect(await screen.findByRole('button', { name: 'Send a test' })).toBeDisabled();
    expect(screen.getByText(/gone for good/)).toBeVisible();
    await user.click(screen.getByRole('button', { name: 'Switch on' }));
    await waitFor(() => expect(sent(asked, route)).toEqual([{ status: 'enabled' }]));
  });
});

describe('the example', () => {
  it('takes what is signed as Standard Webhooks say, and nothing else', async () => {
    const source = `data:text/javascript,${encodeURIComponent(example)}`;
    const { isFromSocialFlow } = await import(/* @vite-ignore */ source);
    const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    const time = String(Math.floor(Date.now() / 1000));
    const sign = (signed: string) =>
      `v1,${createHmac('sha256', Buffer.from(secret.slice(6), 'base64'))
        .update(signed)
        .digest('base64')}`;
    const headers = {
      'webhook-id': 'one',
      'webhook-timestamp': time,
      'webhook-signature': `v1,AAAA ${sign(`one.${time}.{}`)}`,
    };
    expect(isFromSocialFlow(headers, '{}', secret)).toBe(true);
    expect(isFromSocialFlow(headers, '{"more":1}', secret)).toBe(false);
    const old = { ...headers, 'webhook-timestamp': '1700000000' };
    expect(isFromSocialFlow(old, '{}', secret)).toBe(false);
  });
});
