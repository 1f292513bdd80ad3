import { readFileSync } from 'node:fs';
import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { me } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const asRole = (role: 'admin' | 'member' | 'viewer') => ({
  'GET /api/me': () =>
    json({ ...me, projects: me.projects.map((project) => ({ ...project, role })) }),
});
const sent = (asked: ReturnType<typeof serve>, route: string) =>
  asked.filter((one) => one.route === route).map(({ body }) => body);

describe('API keys', () => {
  it('are shown once, after they were made', async () => {
    const asked = serve();
    const { user } = renderApp('/settings/keys');
    await user.click(await screen.findByRole('button', { name: 'New key' }));
    await user.type(await screen.findByLabelText('Name'), 'n8n');
    const contacts = within(screen.getByRole('group', { name: 'Contacts, companies and tasks' }));
    await user.click(contacts.getByLabelText('Change'));
    await user.click(screen.getByRole('button', { name: 'Create key' }));
    expect(await screen.findByText(/^sf_aB3d/)).toBeVisible();
    expect(sent(asked, 'POST /api/keys')).toEqual([
      { name: 'n8n', scopes: ['contacts:read', 'contacts:write'], expires_at: null },
    ]);
    await user.click(screen.getByRole('button', { name: 'I have copied it' }));
    await waitFor(() => expect(screen.queryByText(/^sf_aB3d/)).toBeNull());
  });

  it('may have every permission that a route of the server asks for', async () => {
    const asked = readFileSync('openapi.json', 'utf8').matchAll(/`([a-z]+:(?:read|write|send))`/g);
    serve();
    const { user } = renderApp('/settings/keys');
    await user.click(await screen.findByRole('button', { name: 'New key' }));
    await screen.findByLabelText('Name');
    const offered = screen.getAllByRole('checkbox').map((box) => box.getAttribute('value'));
    const scopes = new Set([...asked].map(([, scope]) => scope));
    expect(scopes.size).toBeGreaterThan(5);
    expect([...scopes].filter((scope) => !offered.includes(scope!))).toEqual([]);
  });

  it('are not for members', async () => {
    const asked = serve(asRole('member'));
    renderApp('/settings/keys');
    await screen.findByText('Only for admins');
    expect(asked.some(({ route }) => route === 'GET /api/keys')).toBe(false);
  });
});

describe('members', () => {
  it('get another role by choice', async () => {
    const route = 'PATCH /api/members/00000000-0000-4000-8000-000000000003';
    const asked = serve({ [route]: () => json({}) });
    const { user } = renderApp('/settings/members');
    const roles = await screen.findAllByRole('combobox', { name: 'Role of Marie Laurent' });
    await user.click(roles[0] as HTMLElement);
    // Hidden to jsdom, which places nothing.
    await user.click(await screen.findByRole('option', { name: 'Manager', hidden: true }));
    await waitFor(() => expect(sent(asked, route)).toEqual([{ role: 'manager' }]));
  });

  it('are only looked at by those who may not change them', async () => {
    serve(asRole('viewer'));
    renderApp('/settings/members');
    await screen.findByText('Marie Laurent');
    expect(screen.queryByRole('button', { name: 'Invite people' })).toBeNull();
    expect(screen.queryByRole('combobox')).toBeNull();
  });

  it('are invited, and told when they are members already', async () => {
    serve({ 'POST /api/invitations': () => problem(409, 'already_member') });
    const { user } = renderApp('/settings/members');
    await user.click(await screen.findByRole('button', { name: 'Invite people' }));
    const dialog = await screen.findByRole('dialog');
    await user.type(within(dialog).getByLabelText('E-mail'), 'tom@bluebird-studio.com');
    await user.click(within(dialog).getByRole('button', { name: 'Send invitation' }));
    await waitFor(() => expect(within(dialog).getByLabelText('E-mail')).toBeInvalid());
  });
});

describe('two-step sign-in', () => {
  it('is set up with a first code and ends with recovery codes to keep', async () => {
    const asked = serve();
    const { user } = renderApp('/settings/security');
    await user.click(await screen.findByRole('button', { name: 'Set up' }));
    await user.type(await screen.findByLabelText(/Type the code/), '123456');
    await user.click(screen.getByRole('button', { name: 'Turn on' }));
    expect(await screen.findByText(/k4m0-9tq0-x7w0/)).toBeVisible();
    expect(screen.getByRole('button', { name: 'Done' })).toBeDisabled();
    await user.click(screen.getByLabelText('I have put them in a safe place'));
    expect(screen.getByRole('button', { name: 'Done' })).toBeEnabled();
    expect(sent(asked, 'POST /api/me/totp/confirm')).toEqual([{ code: '123456' }]);
  });
});

describe('the project', () => {
  it('is saved with the version that was read; another change in between is told', async () => {
    const asked = serve({ 'PATCH /api/project': () => problem(412, 'version_conflict') });
    const { user } = renderApp('/settings/project');
    const name = await screen.findByLabelText('Name');
    await user.clear(name);
    await user.type(name, 'Bluebird GmbH');
    await user.click(screen.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'Somebody changed this in the meantime',
    );
    const request = asked.find(({ route }) => route === 'PATCH /api/project')?.request;
    expect(request?.headers.get('If-Match')).toBe('"4"');
  });
});

describe('the audit log', () => {
  it('is asked for whole days in the person’s zone', async () => {
    const asked = serve();
    renderApp('/settings/audit?from=2026-03-01&to=2026-03-10&action=key.created');
    await screen.findByRole('grid', { name: 'Audit log' });
    const request = asked.find(({ route }) => route === 'GET /api/audit')?.request;
    const query = new URL(request?.url ?? '').searchParams;
    expect(query.get('from')).toBe('2026-02-28T23:00:00.000Z');
    expect(query.get('to')).toBe('2026-03-10T23:00:00.000Z');
    expect(query.get('action')).toBe('key.created');
  });
});
