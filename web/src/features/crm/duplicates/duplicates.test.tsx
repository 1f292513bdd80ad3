import { notifications } from '@mantine/notifications';
import { screen, waitFor } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { setCurrentProjectId } from '@/shared/api';
import { violationsIn } from '@/testing/axe';
import { contact } from '@/testing/fixtures';
import { renderApp } from '@/testing/render';
import { json, problem, serve } from '@/testing/server';

beforeEach(() => {
  setCurrentProjectId(null);
  notifications.clean();
});

const older = { ...contact(1), created_at: '2026-01-01T00:00:00Z', display_name: 'Ana Duarte' };
const newer = {
  ...contact(2),
  created_at: '2026-02-01T00:00:00Z',
  display_name: 'Anna Duarte',
};
const pair = {
  first: newer,
  second: older,
  score: 90,
  reasons: ['phone', 'similar_name'],
  found_at: '2026-02-01T00:00:00Z',
};
const pairs = (items: unknown[]) => () =>
  json({ items, next: null, total: null, total_is_estimate: false });
const preview = {
  result: older,
  fields: [
    {
      field: 'job_title',
      values: [
        { contact_id: older.id, value: 'Owner' },
        { contact_id: newer.id, value: 'Manager' },
      ],
      differs: true,
      chosen: older.id,
    },
  ],
  moves: [{ what: 'notes', count: 2 }],
};
const routes = {
  'GET /api/crm/duplicates': pairs([pair]),
  'GET /api/crm/duplicates/skipped': () => json({ items: [] }),
  'POST /api/crm/merges/preview': () => json(preview),
};

describe('the screen of duplicates', () => {
  it('shows why two may be one, lets a value be chosen and merges into the older', async () => {
    const asked = serve({
      ...routes,
      'POST /api/crm/merges': () => json({ id: '019f0000-0000-7000-8000-00000000dd03' }, 201),
    });
    const { user, container } = renderApp('/duplicates');
    expect(await screen.findByText('The same phone number')).toBeVisible();
    expect(await screen.findByText('Moves over: 2 notes')).toBeVisible();
    expect(await violationsIn(container)).toEqual([]);
    await user.click(screen.getByRole('radio', { name: 'Job title: Manager (Anna Duarte)' }));
    await user.click(screen.getByRole('button', { name: 'Merge' }));
    expect(await screen.findByText('Merged into one contact')).toBeVisible();
    expect(asked.find((one) => one.route === 'POST /api/crm/merges')?.body).toEqual({
      winner: older.id,
      losers: [newer.id],
      choices: [{ field: 'job_title', contact_id: newer.id }],
    });
  });

  it('gives the focus to the next pair when one was decided, and to the heading after the last', async () => {
    const third = { ...contact(3), display_name: 'Ben Moss' };
    const fourth = { ...contact(4), display_name: 'Benn Moss' };
    let left: unknown[] = [pair, { ...pair, first: third, second: fourth }];
    serve({
      ...routes,
      'GET /api/crm/duplicates': () => pairs(left)(),
      'POST /api/crm/merges': () => {
        left = left.slice(1);
        return json({ id: '019f0000-0000-7000-8000-00000000dd03' }, 201);
      },
    });
    const { user } = renderApp('/duplicates');
    const merge = async () => {
      await screen.findByText('Moves over: 2 notes');
      screen.getByRole('button', { name: 'Merge' }).focus();
      await user.keyboard('{Enter}');
    };
    await screen.findByRole('heading', { name: /Ana Duarte/ });
    await merge();
    const next = await screen.findByRole('heading', { name: /Ben Moss/ });
    await waitFor(() => expect(document.activeElement).toContainElement(next));
    await merge();
    await screen.findByRole('heading', { name: 'No duplicates' });
    await waitFor(() => expect(screen.getByRole('heading', { level: 1 })).toHaveFocus());
  });

  it('puts a pair away with a key, and back again', async () => {
    const route = `/api/crm/duplicates/${newer.id}/${older.id}/dismissal`;
    const nothing = () => new Response(null, { status: 204 });
    const asked = serve({ ...routes, [`PUT ${route}`]: nothing, [`DELETE ${route}`]: nothing });
    const { user } = renderApp('/duplicates');
    await screen.findByText('Moves over: 2 notes');
    await user.keyboard('x');
    await screen.findByText('They stay two people');
    await user.click(screen.getByRole('button', { name: 'Undo' }));
    await waitFor(() => expect(asked.map((one) => one.route)).toContain(`DELETE ${route}`));
  });

  it('separates contacts that were merged, and asks about what was changed since', async () => {
    const merge = {
      id: '019f0000-0000-7000-8000-00000000dd04',
      winner_id: older.id,
      winner_name: 'Ana Duarte',
      loser_ids: [newer.id],
      loser_names: ['Anna D.'],
      merged_by: null,
      merged_at: '2026-02-01T00:00:00Z',
      undo_until: '2099-01-01T00:00:00Z',
      undone_by: null,
      undone_at: null,
    };
    const old = { ...merge, id: newer.id, loser_names: [], undo_until: '2020-01-01T00:00:00Z' };
    const asked = serve({
      ...routes,
      'GET /api/crm/merges': pairs([merge, old]),
      [`POST /api/crm/merges/${merge.id}/undo`]: ({ url }) =>
        url.includes('keep_changes=true')
          ? json(merge)
          : problem(409, 'merge_conflict', {
              errors: [{ field: 'job_title', code: 'changed_since', message: 'was changed' }],
            }),
    });
    const { user } = renderApp('/duplicates');
    const [button, ...others] = await screen.findAllByRole('button', { name: /^Separate/ });
    expect(others).toEqual([]); // after 90 days it is too late
    expect(button).toHaveAccessibleName('Separate Anna D. from Ana Duarte');
    await user.click(button!);
    await screen.findByText(/somebody has changed: Job title/);
    await user.click(screen.getByRole('button', { name: 'Separate and keep' }));
    await screen.findByText('They are contacts of their own again');
    expect(asked.filter(({ route }) => route.endsWith('/undo'))).toHaveLength(2);
  });

  it('says when there is nothing to decide', async () => {
    serve({ ...routes, 'GET /api/crm/duplicates': pairs([]) });
    renderApp('/duplicates');
    expect(await screen.findByRole('heading', { name: 'No duplicates' })).toBeVisible();
  });
});
