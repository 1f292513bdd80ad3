import { screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { setDisplayTimeZone } from '@/shared/lib/time';
import { task } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';
import { dueOf } from './due';

beforeEach(() => setCurrentProjectId(null));

describe('when a task is due', () => {
  const now = Date.parse('2026-03-10T22:30:00Z');
  it.each([
    ['2026-03-10T22:29:00Z', 'overdue'],
    ['2026-03-10T22:45:00Z', 'today'],
    ['2026-03-10T23:30:00Z', 'upcoming'],
    [null, 'someday'],
  ])('%s is %s in Berlin', (due_at, due) => {
    setDisplayTimeZone('Europe/Berlin');
    expect(dueOf({ due_at }, now)).toBe(due);
  });
});

describe('the tasks screen', () => {
  it('shows mine by when they are due, and ticks one off', async () => {
    const mine = task(1, 'Send the offer', 60);
    const route = `PATCH /api/crm/tasks/${mine.id}`;
    const asked = serve({ [route]: () => json(mine) });
    const { user } = renderApp('/tasks');
    const late = await screen.findByRole('list', { name: 'Overdue' });
    const first = within(late).getAllByRole('checkbox')[0]!;
    expect(first).toHaveAccessibleName('Done: Send the offer for the spring workshop');
    await user.click(first);
    await waitFor(() => expect(asked.some((one) => one.route.startsWith('PATCH'))).toBe(true));
    const url = new URL(asked.find((one) => one.route === 'GET /api/crm/tasks')!.request.url);
    expect(url.searchParams.get('assigned_to')).toBe('me');
  });

  it('takes the keyboard to a new one, and back to its button on Escape', async () => {
    serve();
    const { user } = renderApp('/tasks');
    const button = await screen.findByRole('button', { name: 'New task' });
    button.focus();
    await user.keyboard('{Enter}');
    expect(await screen.findByRole('textbox', { name: 'New task' })).toHaveFocus();
    await user.keyboard('{Escape}');
    expect(screen.queryByRole('textbox', { name: 'New task' })).toBeNull();
    await waitFor(() => expect(button).toHaveFocus());
  });

  it('does not write over what somebody else changed meanwhile, unless one insists', async () => {
    const seen = task(1, 'Send the offer', 60);
    let stored = seen;
    const list = () => json({ items: [stored], next: null });
    const versions: (string | null)[] = [];
    serve({
      'GET /api/crm/tasks': list,
      [`PATCH /api/crm/tasks/${seen.id}`]: ({ headers }) => {
        versions.push(headers.get('If-Match'));
        if (headers.get('If-Match') === '"7"') return json(stored);
        stored = { ...seen, title: 'Send the better offer', version: 7 };
        return problem(412, 'version_conflict');
      },
    });
    const { user } = renderApp('/tasks');
    await user.click(await screen.findByRole('button', { name: /^Options of/ }));
    await user.click(await screen.findByRole('menuitem', { name: 'Change' }));
    const save = await screen.findByRole('button', { name: 'Save task' });
    await user.click(save);
    await screen.findByText(/Somebody changed this in the meantime/);
    await screen.findByText('Send the better offer');
    await user.click(save);
    await waitFor(() => expect(versions).toEqual([`"${seen.version}"`, '"7"']));
  });

  it('adds one with a reminder before it is due', async () => {
    vi.setSystemTime('2026-03-10T09:30:00Z');
    const asked = serve({ 'POST /api/crm/tasks': () => json(task(1, 'Call Ava', 60), 201) });
    const { user } = renderApp('/tasks');
    await user.click(await screen.findByRole('button', { name: 'New task' }));
    await user.type(await screen.findByRole('textbox', { name: 'New task' }), 'Call Ava');
    await user.type(screen.getByLabelText('Due'), '2026-03-11T10:00');
    await user.click(screen.getByRole('combobox', { name: 'Reminder' }));
    await user.click(await screen.findByRole('option', { name: '1 hour before' }));
    await user.click(screen.getByRole('button', { name: 'Add task' }));
    await waitFor(() =>
      expect(asked.find((one) => one.route === 'POST /api/crm/tasks')?.body).toMatchObject({
        title: 'Call Ava',
        due_at: '2026-03-11T09:00:00.000Z',
        remind_at: '2026-03-11T08:00:00.000Z',
      }),
    );
    vi.useRealTimers();
  });

  it('adds one for tomorrow by one click, of which one is reminded when it is due', async () => {
    vi.setSystemTime('2026-03-10T09:30:00Z');
    const asked = serve({ 'POST /api/crm/tasks': () => json(task(1, 'Call Ava', 60), 201) });
    const { user } = renderApp('/tasks');
    await user.click(await screen.findByRole('button', { name: 'New task' }));
    await user.type(await screen.findByRole('textbox', { name: 'New task' }), 'Call Ava');
    await user.click(screen.getByRole('button', { name: 'Tomorrow' }));
    await user.click(screen.getByRole('button', { name: 'Add task' }));
    const morning = '2026-03-11T08:00:00.000Z';
    await waitFor(() =>
      expect(asked.find((one) => one.route === 'POST /api/crm/tasks')?.body).toMatchObject({
        due_at: morning,
        remind_at: morning,
      }),
    );
    vi.useRealTimers();
  });
});
