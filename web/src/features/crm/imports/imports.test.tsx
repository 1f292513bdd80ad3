import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { answers, me } from '@/testing/fixtures';
import { runs } from '@/testing/importFixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import { answerUpload } from '@/testing/upload';

beforeEach(() => setCurrentProjectId(null));

const address = (run: { id: string }) => `/imports/${run.id}`;
const route = (run: { id: string }, verb: string) => `POST /api/crm/imports/${run.id}/${verb}`;
const sent = (asked: ReturnType<typeof serve>, wanted: string) =>
  asked.filter((one) => one.route === wanted).map(({ body }) => body);

const csv = new File(['Name;E-Mail\nAva;ava@example.com\n'], 'customers-2026.csv');

describe('the file', () => {
  it('is sent and leads to its columns', async () => {
    serve();
    answerUpload(201, runs.uploaded);
    const { user, router, container } = renderApp('/imports/new');
    const input = await screen.findByLabelText('File with contacts');
    expect(await violationsIn(container)).toEqual([]);
    await user.upload(input, csv);
    await screen.findByRole('heading', { name: 'What is in the columns of your file?' });
    expect(router.state.location.pathname).toBe(address(runs.uploaded));
  });

  it('that is a spreadsheet is refused with advice, before it is sent', async () => {
    serve();
    renderApp('/imports/new');
    const input = await screen.findByLabelText('File with contacts');
    // Dropped: the dialog of the browser would not offer it.
    const files = [new File(['PK'], 'kunden.xlsx')];
    fireEvent.drop(input, { dataTransfer: { files } });
    expect(await screen.findByRole('alert')).toHaveTextContent(/choose “Save as” and then “CSV”/);
  });

  it('that the server cannot read is refused with the reason, and another can be chosen', async () => {
    serve();
    answerUpload(422, {
      title: 'Some fields need another look',
      status: 422,
      code: 'invalid_input',
      request_id: 'r1',
      errors: [{ field: 'file', code: 'too_many_columns', message: 'has more than 512 columns' }],
    });
    const { user } = renderApp('/imports/new');
    await user.upload(await screen.findByLabelText('File with contacts'), csv);
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'This file has more than 512 columns. Delete those that you do not need.',
    );
    expect(screen.getByRole('button', { name: 'Choose a file' })).toBeVisible();
  });
});

describe('the columns', () => {
  it('need an answer where a date can be read in two ways', async () => {
    serve();
    const { user, router, container } = renderApp(address(runs.uploaded));
    await screen.findByRole('heading', { name: 'What is in the columns of your file?' });
    expect(screen.getByText('guessed: please check')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('1 column still needs an answer');
    await user.click(screen.getByRole('radio', { name: 'day' }));
    await user.click(screen.getByRole('button', { name: 'Continue' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ step: 'choices' }));
  });

  it('become new fields by one click', async () => {
    const asked = serve({ 'POST /api/crm/custom-fields': () => json({}, 201) });
    const { user } = renderApp(address(runs.uploaded));
    await user.click(await screen.findByRole('button', { name: 'Create a field for it' }));
    await waitFor(() =>
      expect(sent(asked, 'POST /api/crm/custom-fields')).toEqual([
        { key: 'schuhgrosse', label: 'Schuhgröße', type: 'text', options: [], required: false },
      ]),
    );
    await waitFor(() => expect(screen.queryByText(/knows more than SocialFlow/)).toBeNull());
  });

  it('are taken from saved choices, which leave out what they do not know', async () => {
    serve();
    const { user } = renderApp(address(runs.uploaded));
    await user.click(await screen.findByRole('button', { name: 'Saved choices' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Salon export/, hidden: true }));
    await screen.findByText('Left out (7)');
    const mail = screen.getAllByRole('combobox', { name: 'What “E-Mail” becomes' });
    expect(mail[0]).toHaveValue('E-mail');
  });

  it('are forgotten when their saved choices are deleted', async () => {
    const [saved] = (answers['GET /api/crm/import-mappings'] as { items: { id: string }[] }).items;
    const asked = serve({
      [`DELETE /api/crm/import-mappings/${saved?.id}`]: () => new Response(null, { status: 204 }),
    });
    const { user } = renderApp(address(runs.uploaded));
    await user.click(await screen.findByRole('button', { name: 'Saved choices' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Delete “Salon/, hidden: true }));
    await screen.findByText('Saved choices deleted');
    expect(asked.some(({ route: one }) => one.startsWith('DELETE'))).toBe(true);
  });
});

describe('the choices', () => {
  const choices = `${address(runs.uploaded)}?step=choices`;

  it('ask how people agreed, then have the file checked', async () => {
    const asked = serve({ [route(runs.uploaded, 'start')]: () => json(runs.running) });
    const { user, container, router } = renderApp(choices);
    await user.click(await screen.findByRole('radio', { name: 'Bring them up to date' }));
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Check the file first' }));
    await screen.findByText('Please say how they agreed');
    expect(sent(asked, route(runs.uploaded, 'start'))).toEqual([]);
    await user.type(screen.getByLabelText(/How did they agree/), 'in the shop');
    await user.click(screen.getByRole('button', { name: 'Check the file first' }));
    await waitFor(() =>
      expect(sent(asked, route(runs.uploaded, 'start'))).toEqual([
        {
          mapping: runs.uploaded.mapping,
          settings: {
            ...runs.uploaded.settings,
            duplicates: 'update',
            consent_basis: 'in the shop',
            dry_run: true,
          },
        },
      ]),
    );
    // Otherwise the choices would be back when the check is done.
    await waitFor(() => expect(router.state.location.search).toEqual({}));
  });

  it('speak for everybody where no column says who agreed', async () => {
    const mapping = runs.uploaded.mapping.map((column) =>
      column.target === 'marketing_consent' ? { ...column, target: null } : column,
    );
    const silent = { ...runs.uploaded, mapping };
    const asked = serve({
      [`GET /api/crm/imports/${silent.id}`]: () => json(silent),
      [route(silent, 'start')]: () => json(runs.running),
    });
    const { user, container } = renderApp(choices);
    await user.click(await screen.findByRole('checkbox', { name: /^Everybody in this file/ }));
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Import at once' }));
    await screen.findByText('Please say how they agreed');
    await user.type(screen.getByLabelText(/How did they agree/), 'on paper');
    await user.click(screen.getByRole('button', { name: 'Import at once' }));
    await waitFor(() =>
      expect(sent(asked, route(silent, 'start'))).toMatchObject([
        { settings: { marketing_consent: true, consent_basis: 'on paper' } },
      ]),
    );
  });

  it('lead back to the columns when one of them is refused', async () => {
    const refused = () =>
      problem(422, 'invalid_input', {
        errors: [{ field: 'mapping[1].field', code: 'duplicate_field', message: 'is taken' }],
      });
    serve({ [route(runs.uploaded, 'start')]: refused });
    const { user, router } = renderApp(choices);
    await user.type(await screen.findByLabelText(/How did they agree/), 'in the shop');
    await user.click(screen.getByRole('button', { name: 'Import at once' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ step: 'columns' }));
  });
});

it('the check says what would happen, with the first problems, and starts the import', async () => {
  const asked = serve({ [route(runs.checked, 'start')]: () => json(runs.running) });
  const { user, container } = renderApp(address(runs.checked));
  await screen.findByRole('heading', { name: 'This is what would happen' });
  const problems = within(await screen.findByRole('list', { name: 'Lines with problems' }));
  expect(await problems.findByText(/is not an e-mail address/)).toBeVisible();
  expect(problems.getByText(/is odd/)).toBeVisible();
  expect(await violationsIn(container)).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'Import 12,846 people' }));
  await waitFor(() => expect(sent(asked, route(runs.checked, 'start'))).toHaveLength(1));
});

it('while it runs one sees how far it is, and can pause, go on and cancel', async () => {
  const paused = { ...runs.running, status: 'paused' };
  const asked = serve({
    [route(runs.running, 'pause')]: () => json(paused),
    [route(runs.running, 'cancel')]: () => json({ ...runs.running, status: 'cancelled' }),
  });
  const { user } = renderApp(address(runs.running));
  await screen.findByText(/40 %/);
  expect(screen.getByText(/17,800 per second/)).toBeVisible();
  await user.click(screen.getByRole('button', { name: 'Pause' }));
  await screen.findByRole('heading', { name: 'The import is paused' });
  await user.click(screen.getByRole('button', { name: 'Cancel the import' }));
  const dialog = within(await screen.findByRole('dialog'));
  await user.click(dialog.getByRole('button', { name: 'Cancel the import' }));
  await screen.findByRole('heading', { name: 'The import was cancelled' });
  expect(sent(asked, route(runs.running, 'cancel'))).toHaveLength(1);
});

it('a check is cancelled without a question, and the choices are there again', async () => {
  const settings = { ...runs.running.settings, dry_run: true };
  let run: object = { ...runs.running, settings };
  const asked = serve({
    [`GET /api/crm/imports/${runs.running.id}`]: () => json(run),
    [route(runs.running, 'cancel')]: () => {
      run = { ...run, status: 'uploaded', rows_read: 0, rows_created: 0 };
      return json(run);
    },
  });
  const { user } = renderApp(`${address(runs.running)}?step=choices`);
  await screen.findByRole('heading', { name: 'Checking the file…' });
  await user.click(screen.getByRole('button', { name: 'Cancel the check' }));
  await screen.findByRole('button', { name: 'Check the file first' });
  expect(sent(asked, route(runs.running, 'cancel'))).toHaveLength(1);
});

describe('an import that stopped', () => {
  const stopped = {
    ...runs.failed,
    rows_created: 1499,
    error: 'The file cannot be read from line 1501 on: a quote is not closed.',
  };
  const answer = (run: typeof stopped) =>
    serve({ [`GET /api/crm/imports/${stopped.id}`]: () => json(run) });

  it('over its file says where, and offers what helps: another file, or to undo', async () => {
    answer(stopped);
    const { container } = renderApp(address(stopped));
    await screen.findByRole('heading', { name: 'The import stopped' });
    expect(screen.getByText(/from line 1501 on/)).toBeVisible();
    expect(screen.getByRole('link', { name: 'Choose a file' })).toBeVisible();
    expect(screen.getByRole('button', { name: 'Undo the import' })).toBeVisible();
    expect(screen.queryByRole('button', { name: 'Go on' })).toBeNull();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('before anybody came in has nothing to undo', async () => {
    answer({ ...stopped, rows_created: 0 });
    renderApp(address(stopped));
    await screen.findByText(/Nothing was imported/);
    expect(screen.queryByRole('button', { name: 'Undo the import' })).toBeNull();
  });

  it('for a reason that passes goes on where it stopped', async () => {
    answer({ ...runs.failed, rows_created: 0, error: 'The disk is full.' });
    renderApp(address(stopped));
    expect(await screen.findByRole('button', { name: 'Go on' })).toBeVisible();
  });
});

describe('what came of it', () => {
  it('can be undone after a question', async () => {
    const asked = serve({
      [route(runs.finished, 'undo')]: () => json({ ...runs.finished, status: 'undoing' }),
    });
    const { user, container } = renderApp(address(runs.finished));
    await screen.findByRole('heading', { name: 'Done: 12,846 people imported' });
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('button', { name: 'Undo the import' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.click(dialog.getByRole('button', { name: 'Undo the import' }));
    await screen.findByRole('heading', { name: 'The import is being undone…' });
    expect(sent(asked, route(runs.finished, 'undo'))).toHaveLength(1);
  });

  it('says whom an undo left, and why', async () => {
    serve();
    renderApp(address(runs.undone));
    const left = within(await screen.findByRole('list', { name: 'Left as they are' }));
    expect(left.getByText('Priya Nair')).toBeVisible();
    expect(left.getByText('was changed since')).toBeVisible();
  });
});

describe('the list of imports', () => {
  it('shows each with its state', async () => {
    serve();
    const { container } = renderApp('/imports');
    const files = within(await screen.findByRole('list', { name: 'Files' }));
    expect(await files.findByText('undone')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
  });

  it('is not for members', async () => {
    const projects = me.projects.map((project) => ({ ...project, role: 'member' }));
    const asked = serve({ 'GET /api/me': () => json({ ...me, projects }) });
    renderApp('/imports');
    await screen.findByText('Only for managers');
    expect(asked.some((one) => one.route === 'GET /api/crm/imports')).toBe(false);
  });
});
