import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns } from '@/testing/campaignFixtures';
import { mailTemplate } from '@/testing/mailFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => setCurrentProjectId(null));

const open = async (name: RegExp) => {
  const { user, router } = renderApp('/templates');
  await user.click(await screen.findByRole('button', { name }));
  return { user, router, dialog: within(await screen.findByRole('dialog')) };
};

it('shows the own templates and those of the library by occasion', async () => {
  serve();
  const { container } = renderApp('/templates');
  const own = await screen.findByRole('region', { name: 'Your own' });
  expect(within(own).getByRole('button', { name: /The letter we always send/ })).toBeVisible();
  const first = screen.getByRole('region', { name: 'First steps' });
  expect(within(first).getAllByRole('button')).toHaveLength(2);
  expect(await violationsIn(container)).toEqual([]);
});

it('begins a campaign with one', async () => {
  const asked = serve();
  const { user, router, dialog } = await open(/Welcome/);
  expect(await dialog.findByText('Welcome to Bluebird Studio')).toBeVisible();
  await user.click(dialog.getByRole('button', { name: 'New campaign with it' }));
  await waitFor(() =>
    expect(router.state.location.pathname).toBe(`/campaigns/${campaigns.draft.id}`),
  );
  expect(router.state.location.search).toEqual({ step: 'message' });
  const message = asked.find(
    ({ route }) => route.endsWith('/messages') && route.startsWith('POST'),
  );
  expect(message?.body).toMatchObject({
    subject_line: mailTemplate.subject,
    settings: { document: mailTemplate.document },
  });
});

it('keeps a copy under another name, and says when there is one already', async () => {
  const keep = 'POST /api/email/saved-templates';
  let answer = () => problem(409, 'template_exists');
  const asked = serve({ [keep]: () => answer() });
  const { user, dialog } = await open(/Welcome/);
  await user.click(await dialog.findByRole('button', { name: 'Keep a copy' }));
  const name = await screen.findByRole('textbox', { name: 'Name' });
  expect(name).toHaveValue('Welcome (copy)');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(name).toBeInvalid());
  answer = () => json({}, 201);
  await user.type(name, ' of ours');
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).not.toBeInTheDocument());
  expect(asked.filter(({ route }) => route === keep).at(-1)?.body).toMatchObject({
    name: 'Welcome (copy) of ours',
    document: mailTemplate.document,
  });
});

it('deletes one of the own after a question', async () => {
  const remove = 'DELETE /api/email/saved-templates/00000000-0000-4000-8000-000000012700';
  const asked = serve({ [remove]: () => new Response(null, { status: 204 }) });
  const { user, dialog } = await open(/The letter we always send/);
  await user.click(await dialog.findByRole('button', { name: 'Delete' }));
  expect(asked.some(({ route }) => route === remove)).toBe(false);
  await user.click(await screen.findByRole('button', { name: 'Delete template' }));
  await waitFor(() => expect(asked.some(({ route }) => route === remove)).toBe(true));
});
