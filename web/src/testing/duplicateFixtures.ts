// A pair that may be one person, and what a merge of the two would give.
import type { Answer, Schemas } from '../shared/api/types.ts';
import { ago, day, id, page } from './fixtureTools.ts';

type Person = Schemas['Contact'];

export function duplicateAnswers(first: Person, second: Person) {
  const older = { ...first, created_at: ago(400 * day) };
  const newer = { ...second, display_name: 'Ava Tompson', created_at: ago(3 * day) };
  const field = (name: string, one: unknown, other: unknown) => ({
    field: name,
    values: [
      { contact_id: older.id, value: one },
      { contact_id: newer.id, value: other },
    ],
    differs: one !== other,
    chosen: older.id,
  });
  return {
    'GET /api/crm/duplicates': page<Schemas['DuplicatePair']>(
      [
        {
          first: older,
          second: newer,
          score: 92,
          reasons: ['phone', 'similar_name'],
          found_at: ago(3 * day),
        },
      ],
      14,
    ),
    'GET /api/crm/duplicates/skipped': {
      items: [{ reason: 'phone', shared: '+49 30 9018200', seen_at: ago(day) }],
    } satisfies Answer<'/api/crm/duplicates/skipped', 'get'>,
    'GET /api/crm/merges': page<Schemas['Merge']>([
      {
        id: id(410),
        winner_id: older.id,
        winner_name: older.display_name,
        loser_ids: [id(411)],
        loser_names: ['Ava T.'],
        merged_by: id(1),
        merged_at: ago(2 * day),
        undo_until: '2099-01-01T00:00:00Z',
        undone_by: null,
        undone_at: null,
      },
    ]),
    'POST /api/crm/merges/preview': {
      result: older,
      fields: [
        field('first_name', 'Ava', 'Ava'),
        field('last_name', 'Thompson', 'Tompson'),
        field('email', 'ava.thompson0@northwind.com', 'ava@thompson-family.example.com'),
        field('company', 'Northwind Traders', null),
        field('lifecycle_stage', 'customer', 'lead'),
        field('assigned_to', id(2), null),
        field('source', 'referral', 'social_media'),
        field('marketing_consent', true, false),
        field('custom_fields.plan', 'Team', 'Basic'),
      ],
      moves: [
        { what: 'notes', count: 2 },
        { what: 'interactions', count: 31 },
      ],
    } satisfies Answer<'/api/crm/merges/preview', 'post'>,
  };
}
