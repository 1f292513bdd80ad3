import { screen, waitFor } from '@testing-library/react';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { campaigns, message } from '@/testing/campaignFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import { answerUpload } from '@/testing/upload';

// The first look would else wait for its translation too.
beforeAll(() => import('../CampaignPage'), 120_000);
beforeEach(() => setCurrentProjectId(null));

const { draft } = campaigns;
const patch = `PATCH /api/campaigns/${draft.id}/messages/${message.id}`;
const menu = { id: '00000000-0000-4000-8000-000000000901', name: 'menu.pdf', size: 30_010 };
const waitLong = { timeout: 20_000 };

const fileOf = (name: string, size: number) => {
  const file = new File(['x'], name);
  Object.defineProperty(file, 'size', { value: size });
  return file;
};

describe('files that go along with a mail', () => {
  it('are added, kept with the mail and taken away', async () => {
    answerUpload(201, menu);
    const asked = serve({ [patch]: () => json({ ...message, version: 3 }) });
    const { user, container } = renderApp(`/campaigns/${draft.id}?step=message`);
    const input = await screen.findByLabelText('Add files', { selector: 'input' }, waitLong);
    await user.upload(input, fileOf('menu.pdf', menu.size));
    expect(await screen.findByText('menu.pdf')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    const sent = () => asked.filter(({ route }) => route === patch);
    await waitFor(() => expect(sent()).toHaveLength(1), waitLong);
    expect(sent()[0]?.body).toMatchObject({ media_attachments: [menu.id] });
    await user.click(screen.getByRole('button', { name: 'Remove menu.pdf' }));
    await waitFor(() => expect(sent()).toHaveLength(2), waitLong);
    expect(sent()[1]?.body).toMatchObject({ media_attachments: [] });
  }, 60_000);

  it('that mail servers would refuse are named where they stand', async () => {
    answerUpload(201, { ...menu, name: 'run.exe' });
    const errors = [{ field: 'media_attachments[0]', code: 'not_allowed', message: 'run.exe is…' }];
    serve({ [patch]: () => problem(422, 'invalid_input', { errors }) });
    const { user } = renderApp(`/campaigns/${draft.id}?step=message`);
    const input = await screen.findByLabelText('Add files', { selector: 'input' }, waitLong);
    await user.upload(input, fileOf('run.exe', 2));
    expect(await screen.findByRole('alert', {}, waitLong)).toHaveTextContent(/is a program/);
  }, 60_000);

  it('are refused before they travel when they are too much', async () => {
    const asked = serve();
    const { user } = renderApp(`/campaigns/${draft.id}?step=message`);
    const input = await screen.findByLabelText('Add files', { selector: 'input' }, waitLong);
    await user.upload(input, fileOf('film.mov', 10 * 1024 * 1024 + 1));
    expect(await screen.findByText('That would be more than 10 MB together.')).toBeVisible();
    expect(asked.filter(({ route }) => route === patch)).toEqual([]);
  }, 60_000);
});
