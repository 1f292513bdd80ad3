// Imports of the server that does not run: one in each state.
import type { Answer, Item, Schemas } from '../shared/api/types.ts';
import { ago, day, id, page } from './fixtureTools.ts';

const target = (
  name: string,
  more: Partial<Item<'/api/crm/import-fields'>> = {},
): Item<'/api/crm/import-fields'> => ({
  target: name,
  label: null,
  type: null,
  details: [],
  many_columns: false,
  max_characters: null,
  ...more,
});

export const importTargets: Item<'/api/crm/import-fields'>[] = [
  ...['full_name', 'first_name', 'last_name', 'company', 'job_title', 'lifecycle_stage'].map(
    (name) => target(name),
  ),
  target('email', { details: ['work', 'home', 'other'], many_columns: true }),
  target('phone', { details: ['mobile', 'work', 'home', 'other'], many_columns: true }),
  target('tags', { many_columns: true }),
  target('notes', { many_columns: true }),
  target('first_contact_date'),
  target('marketing_consent'),
  target('do_not_contact'),
  target('custom:contract_until', { label: 'Contract until', type: 'date' }),
  target('custom:seats', { label: 'Seats', type: 'number' }),
];

function column(
  header: string,
  samples: string[],
  wanted: string | null,
  more: Partial<Schemas['FileColumn']> = {},
): Schemas['FileColumn'] {
  return {
    header,
    samples,
    proposal: { target: wanted, date_order: 'unknown', decimal_sign: 'unknown' },
    confidence: 0.9,
    needs_new_field: false,
    date_is_ambiguous: false,
    ...more,
  };
}

const columns = [
  column('Name', ['Ava Thompson', 'Mateo Rossi', 'Priya Nair'], 'full_name'),
  column('E-Mail', ['ava@northwind.com', 'mateo@casaverde.it'], 'email'),
  column('Mobil', ['0151 2345678', '+39 320 123456'], 'phone:mobile'),
  column('Firma', ['Northwind Traders', 'Casa Verde'], 'company', { confidence: 0.6 }),
  column('Vertrag bis', ['03/04/2026', '05/06/2026'], 'custom:contract_until', {
    date_is_ambiguous: true,
  }),
  column('Newsletter', ['ja', 'nein', 'ja'], 'marketing_consent'),
  column('Schuhgröße', ['38', '41'], 'custom:schuhgrosse', { needs_new_field: true }),
  column('intern', [], null, { confidence: 0 }),
];

export function importRun(
  number: number,
  status: Schemas['Import']['status'],
  more: Partial<Schemas['Import']> = {},
): Schemas['Import'] {
  return {
    id: id(8000 + number),
    status,
    file_name: 'customers-2026.csv',
    file_size: 1_840_000,
    format: { encoding: 'UTF-8', delimiter: ';', has_header: true, product: null, columns },
    mapping: columns.map(({ proposal, needs_new_field }) =>
      needs_new_field ? { ...proposal, target: null } : proposal,
    ),
    settings: {
      duplicates: 'skip',
      tags: [],
      assigned_to: null,
      source: null,
      lifecycle_stage: null,
      consent_basis: null,
      marketing_consent: false,
      dry_run: false,
    },
    estimated_rows: 12_900,
    rows_read: 0,
    rows_created: 0,
    rows_updated: 0,
    rows_skipped: 0,
    rows_refused: 0,
    rows_warned: 0,
    rows_undone: 0,
    rows_left: 0,
    dry_run_finished: false,
    percent: 0,
    rows_per_second: null,
    seconds_left: null,
    job_id: null,
    error: null,
    created_by: id(1),
    created_at: ago(12),
    started_at: null,
    finished_at: null,
    version: 1,
    ...more,
  };
}

const counted = {
  rows_read: 12_900,
  rows_created: 12_410,
  rows_updated: 436,
  rows_skipped: 42,
  rows_refused: 12,
  rows_warned: 3,
};

export const runs = {
  uploaded: importRun(0, 'uploaded'),
  checked: importRun(1, 'uploaded', { ...counted, dry_run_finished: true }),
  running: importRun(2, 'running', {
    rows_read: 5200,
    rows_created: 5100,
    rows_refused: 4,
    percent: 40.3,
    rows_per_second: 17_800,
    seconds_left: 26,
    started_at: ago(0.3),
  }),
  finished: importRun(3, 'finished', { ...counted, percent: 100, finished_at: ago(3) }),
  failed: importRun(4, 'failed', { percent: 12, rows_read: 1500, error: 'The disk is full.' }),
  undone: importRun(5, 'undone', {
    ...counted,
    file_name: 'newsletter.csv',
    rows_undone: 12_845,
    rows_left: 1,
    created_at: ago(3 * day),
  }),
};

const rows: Schemas['ImportRow'][] = [
  {
    line: 17,
    severity: 'refused',
    reason: 'E-Mail “ava@@northwind” is not an e-mail address',
    problems: [
      { column: 1, code: 'invalid_email', message: 'is no address', value: 'ava@@northwind' },
    ],
  },
  {
    line: 214,
    severity: 'refused',
    reason: 'Mobil “4.42E+11” was damaged',
    problems: [{ column: 2, code: 'damaged_phone', message: 'is damaged', value: '4.42E+11' }],
  },
  {
    line: 380,
    severity: 'warning',
    reason: 'Firma “x” is odd',
    problems: [{ column: 3, code: 'brand_new_code', message: 'is odd', value: 'x' }],
  },
];

export const imports: Record<string, unknown> = {
  'GET /api/crm/imports': page(
    [runs.running, runs.finished, runs.undone, runs.uploaded],
    null,
  ) satisfies Answer<'/api/crm/imports', 'get'>,
  'GET /api/crm/imports/{id}/rows': page(rows, null) satisfies Answer<
    '/api/crm/imports/{id}/rows',
    'get'
  >,
  'GET /api/crm/imports/{id}/left': page(
    [{ contact_id: id(1002), display_name: 'Priya Nair', left_because: 'edited' as const }],
    null,
  ) satisfies Answer<'/api/crm/imports/{id}/left', 'get'>,
  'GET /api/crm/import-fields': { items: importTargets },
  'GET /api/crm/import-mappings': {
    items: [
      {
        id: id(8100),
        name: 'Salon export',
        columns: [
          { header: 'E-Mail', target: 'email', date_order: 'unknown', decimal_sign: 'unknown' },
        ],
        created_at: ago(day),
      },
    ],
  } satisfies Answer<'/api/crm/import-mappings', 'get'>,
  'GET /api/crm/tags': {
    items: [{ id: id(8200), name: 'vip', colour: null, contacts_count: 14 }],
  } satisfies Answer<'/api/crm/tags', 'get'>,
  ...Object.fromEntries(
    Object.values(runs).map((run) => [`GET /api/crm/imports/${run.id}`, run] as const),
  ),
};
