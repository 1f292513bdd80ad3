import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { contact, savedView } from '@/testing/fixtures';
import { layOut } from '@/testing/layout';
import { renderApp } from '@/testing/render';
import { segments } from '@/testing/segmentFixtures';
import { json, problem, serve } from '@/testing/server';
import { readContactSearch } from './search';
// What is loaded when somebody asks for it, loaded before a test waits for it.
import '../NewContactDialog';
import './BulkRuns';
import './ViewDialog';
import '../../rules/FilterDropdowns';
import '../../rules/RuleBuilder';
import './BulkBar';

beforeEach(() => {
  setCurrentProjectId(null);
  localStorage.clear();
  layOut();
});

const newsletter = segments.ready;
const vip = {
  match: 'all',
  conditions: [{ field: 'tags', operator: 'has_any_of', value: ['vip'] }],
};
const at = (search: object) => {
  const parameters = Object.entries(search).map(
    ([name, value]) =>
      `${name}=${encodeURIComponent(typeof value === 'string' ? value : JSON.stringify(value))}`,
  );
  return `/contacts?${parameters.join('&')}`;
};
const lastList = (asked: { route: string; request: Request }[]) =>
  new URL(asked.findLast(({ route }) => route === 'GET /api/crm/contacts')?.request.url ?? '')
    .searchParams;

describe('the address of the dashboard', () => {
  it('keeps what makes sense and drops the rest', () => {
    expect(readContactSearch({ q: 301, filter: vip, sort: 'name', trash: true, other: 1 })).toEqual(
      {
        view: undefined,
        q: '301',
        filter: vip,
        sort: 'name',
        columns: undefined,
        trash: true,
      },
    );
    expect(readContactSearch({ filter: 'x', columns: 'name', trash: 'no' }).filter).toBeUndefined();
  });

  it('says filter, search and order to the server', async () => {
    const asked = serve();
    renderApp(at({ filter: vip, q: 'ava', sort: 'name' }));
    await screen.findByRole('grid', { name: 'Contacts' });
    const sent = lastList(asked);
    expect(JSON.parse(sent.get('filter') ?? '')).toEqual(vip);
    expect(sent.get('q')).toBe('ava');
    expect(sent.get('sort')).toBe('name');
  });

  it('follows what one does', async () => {
    serve();
    const { user, router } = renderApp('/contacts');
    await user.click(await screen.findByRole('button', { name: 'Name' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ sort: 'name' }));
    await user.type(screen.getByRole('searchbox', { name: 'Search contacts' }), 'kell');
    await waitFor(() => expect(router.state.location.search).toEqual({ sort: 'name', q: 'kell' }));
  });
});

describe('saved views', () => {
  it('bring their filter, order and columns', async () => {
    const asked = serve();
    renderApp(at({ view: savedView.id }));
    await screen.findByRole('columnheader', { name: 'Plan' });
    expect(JSON.parse(lastList(asked).get('filter') ?? '')).toEqual(savedView.filter);
    expect(lastList(asked).get('sort')).toBe('-engagement_score');
    expect(screen.queryByRole('columnheader', { name: 'E-mail' })).toBeNull();
  });

  it('that were changed say so, and are saved', async () => {
    const asked = serve({ [`PATCH /api/crm/views/${savedView.id}`]: () => json(savedView) });
    const { user, router } = renderApp(at({ view: savedView.id }));
    await user.click(await screen.findByRole('button', { name: /Remove filter: Tags/ }));
    await screen.findByRole('img', { name: 'Changed, not saved' });
    await user.click(screen.getByRole('button', { name: 'Save changes' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ view: savedView.id }));
    const saved = asked.find(({ route }) => route.startsWith('PATCH'));
    expect(saved?.request.headers.get('If-Match')).toBe(`"${savedView.version}"`);
    expect(saved?.body).toMatchObject({ filter: { conditions: [{ field: 'lifecycle_stage' }] } });
  });

  it('are made of what the list shows', async () => {
    const asked = serve({ 'POST /api/crm/views': () => json(savedView, 201) });
    const { user, router } = renderApp(at({ filter: vip }));
    await user.click(await screen.findByRole('button', { name: 'Save as view' }));
    await user.type(await screen.findByRole('textbox', { name: 'Name' }), 'My VIPs');
    await user.click(screen.getByRole('button', { name: 'Save view' }));
    await waitFor(() => expect(router.state.location.search).toEqual({ view: savedView.id }));
    const sent = asked.find(({ route }) => route === 'POST /api/crm/views')?.body;
    expect(sent).toMatchObject({ name: 'My VIPs', filter: vip, shared: false });
  });
});

describe('columns', () => {
  it('are chosen, moved and remembered', async () => {
    serve();
    const first = renderApp('/contacts');
    await first.user.click(await screen.findByRole('button', { name: 'Columns' }));
    await first.user.click(await screen.findByRole('checkbox', { name: 'Plan' }));
    await first.user.click(screen.getByRole('button', { name: 'Move Plan to the left' }));
    const heads = () => screen.getAllByRole('columnheader').map((head) => head.textContent);
    await waitFor(() => expect(heads().at(-2)).toBe('Plan'));
    first.unmount();
    renderApp('/contacts');
    await screen.findByRole('columnheader', { name: 'Plan' });
  });
});

describe('a new contact', () => {
  it('that looks like somebody is added only when one insists', async () => {
    const asked = serve({
      'POST /api/crm/contacts': async (request) => {
        const sent = (await request.json()) as { allow_duplicate: boolean };
        if (sent.allow_duplicate) return json(contact(1), 201);
        const { status, headers } = problem(409, 'contact_suspected_duplicate');
        const candidates = [{ id: contact(0).id, display_name: 'Ava Thompson', reason: 'phone' }];
        const code = 'contact_suspected_duplicate';
        return new Response(JSON.stringify({ title: '', status, code, errors: [], candidates }), {
          status,
          headers,
        });
      },
    });
    const { user, router } = renderApp('/contacts');
    await user.click(await screen.findByRole('button', { name: 'New contact' }));
    await user.type(await screen.findByRole('textbox', { name: 'First name' }), 'Ava');
    await user.click(screen.getByRole('button', { name: 'Add contact' }));
    expect(await screen.findByRole('alert')).toHaveTextContent('Ava Thompson');
    await user.click(screen.getByRole('button', { name: 'Add anyway' }));
    await waitFor(() => expect(router.state.location.pathname).toBe(`/contacts/${contact(1).id}`));
    expect(asked.filter(({ route }) => route === 'POST /api/crm/contacts')).toHaveLength(2);
  });
});

describe('many contacts at once', () => {
  const bulkRun = (status: string) => ({
    id: savedView.id,
    action: 'tag',
    parameters: { tags: ['spring'] },
    title: 'Tag with spring',
    status,
    changed: 2,
    left_alone: 0,
    error: null,
  });

  it('are tagged as a job, which can be taken back', async () => {
    const asked = serve({
      'POST /api/crm/bulk': () => json(bulkRun('finished'), 201),
      [`POST /api/crm/bulk/${savedView.id}/undo`]: () => json(bulkRun('undone')),
    });
    const { user } = renderApp('/contacts');
    for (const index of [0, 1])
      await user.click(
        (await screen.findAllByRole('checkbox', { name: /^Choose (?!all)/ }))[index]!,
      );
    await user.click(await screen.findByRole('button', { name: 'Tag' }));
    await user.type(await screen.findByRole('combobox', { name: 'Tags' }), 'spring{Enter}');
    await user.click(screen.getByRole('button', { name: 'Apply 1 tag' }));
    await screen.findByText('Tagged with spring · 2 changed');
    expect(asked.find(({ route }) => route === 'POST /api/crm/bulk')?.body).toEqual({
      action: 'tag',
      parameters: { tags: ['spring'] },
      ids: [contact(0).id, contact(1).id],
    });
    expect(screen.queryByRole('region', { name: 'Chosen contacts' })).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await screen.findByText('Taken back');
  });

  it('can be all that match, not only those on the screen', async () => {
    const asked = serve({ 'POST /api/crm/bulk': () => json(bulkRun('finished'), 201) });
    const { user } = renderApp(at({ filter: vip }));
    await user.click((await screen.findAllByRole('checkbox', { name: /^Choose (?!all)/ }))[0]!);
    await user.click(await screen.findByRole('button', { name: 'Choose all 12,846' }));
    await user.click(screen.getByRole('button', { name: 'Stage' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Customer' }));
    await waitFor(() =>
      expect(asked.find(({ route }) => route === 'POST /api/crm/bulk')?.body).toEqual({
        action: 'change_stage',
        parameters: { lifecycle_stage: 'customer' },
        filter: vip,
      }),
    );
  });

  it('are added to a segment, or kept out of it', async () => {
    const asked = serve({ 'POST /api/crm/bulk': () => json(bulkRun('finished'), 201) });
    const { user } = renderApp('/contacts');
    const choose = async (action: string) => {
      await user.click((await screen.findAllByRole('checkbox', { name: /^Choose (?!all)/ }))[0]!);
      await user.click(screen.getByRole('button', { name: 'Segment' }));
      await user.click(await screen.findByRole('combobox', { name: 'Which segment' }));
      await user.click(await screen.findByRole('option', { name: newsletter.name }));
      await user.click(screen.getByRole('button', { name: action }));
    };
    await choose('Add');
    await waitFor(() =>
      expect(screen.queryByRole('region', { name: 'Chosen contacts' })).toBeNull(),
    );
    await choose('Exclude');
    await waitFor(() =>
      expect(
        asked.filter(({ route }) => route === 'POST /api/crm/bulk').map((one) => one.body),
      ).toEqual(
        ['add_to_segment', 'exclude_from_segment'].map((action) => ({
          action,
          parameters: { segment_id: newsletter.id },
          ids: [contact(0).id],
        })),
      ),
    );
  });

  it('can be undone for a day, also when the notice is gone', async () => {
    const run = (id: string, more: object) => ({
      ...bulkRun('finished'),
      id,
      created_by: null,
      created_at: '2026-01-01T00:00:00Z',
      undoable_until: '2099-01-01T00:00:00Z',
      ...more,
    });
    const old = contact(7).id;
    const asked = serve({
      'GET /api/crm/bulk': () =>
        json({
          items: [run(savedView.id, {}), run(old, { undoable_until: '2020-01-01T00:00:00Z' })],
          next: null,
        }),
      [`POST /api/crm/bulk/${savedView.id}/undo`]: () =>
        json({ ...bulkRun('undone'), left_alone: 1 }),
    });
    const { user, baseElement } = renderApp('/contacts');
    await user.click(await screen.findByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Changes of many contacts' }));
    const undo = await screen.findAllByRole('button', { name: 'Undo: Tagged with spring' });
    expect(undo).toHaveLength(1);
    expect(await violationsIn(baseElement)).toEqual([]);
    await user.click(undo[0]!);
    await screen.findByText('Taken back, but for 1 contact that was changed since');
    expect(asked.some(({ route }) => route.endsWith(`${savedView.id}/undo`))).toBe(true);
  });
});

describe('the whole list', () => {
  it.each([
    ['As a table (CSV)', 'csv'],
    ['For programs (JSON Lines)', 'jsonl'],
  ])('is taken along: %s', async (choice, format) => {
    const asked = serve({ 'POST /api/crm/exports': () => new Response('x') });
    URL.createObjectURL = () => 'blob:x';
    URL.revokeObjectURL = () => {};
    const { user } = renderApp(at({ filter: vip, q: 'ava', sort: 'name' }));
    await user.click(await screen.findByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: choice }));
    await waitFor(() =>
      expect(asked.find(({ route }) => route === 'POST /api/crm/exports')?.body).toEqual({
        format,
        sort: 'name',
        q: 'ava',
        filter: vip,
      }),
    );
  });

  it('says how much of it has come, and can be stopped', async () => {
    let given: AbortSignal | undefined;
    serve({
      'POST /api/crm/exports': ({ signal }: Request) => {
        given = signal;
        const endless = new ReadableStream({
          start(controller) {
            controller.enqueue(new Uint8Array(2000));
            signal.addEventListener('abort', () => controller.error(signal.reason));
          },
        });
        return new Response(endless);
      },
    });
    const { user } = renderApp(at({ sort: 'name' }));
    await user.click(await screen.findByRole('button', { name: 'More' }));
    await user.click(await screen.findByRole('menuitem', { name: 'As a table (CSV)' }));
    const alerts = screen.queryAllByRole('alert').length;
    const told = await screen.findByText('Your file is being made', { exact: false });
    expect(told).toHaveTextContent('2 kB');
    await user.click(screen.getByRole('button', { name: 'Stop' }));
    await waitFor(() => expect(told).not.toBeInTheDocument());
    expect(given?.aborted).toBe(true);
    expect(screen.queryAllByRole('alert').length, 'no error').toBeLessThanOrEqual(alerts);
  });
});
