import { describe, expect, it } from 'vitest';
import { importTargets } from '@/testing/importFixtures';
import type { FileColumn, MappedColumn, SavedMapping } from './api';
import { knownColumns, needsLook, problemsOf, stepOf, tellsWho, withSaved } from './mapping';

const mapped = (target: string | null, more: Partial<MappedColumn> = {}): MappedColumn => ({
  target,
  date_order: 'unknown',
  decimal_sign: 'unknown',
  ...more,
});
const column = (header: string, more: Partial<FileColumn> = {}): FileColumn => ({
  header,
  samples: [],
  proposal: mapped(null),
  confidence: 0,
  needs_new_field: false,
  date_is_ambiguous: false,
  ...more,
});

describe('the problems of a mapping', () => {
  const columns = [column('A'), column('B', { date_is_ambiguous: true })];
  it.each([
    ['nothing is left to say', [mapped('first_name'), mapped('last_name')], []],
    [
      'two columns fill one field',
      [mapped('first_name'), mapped('first_name')],
      [{ column: 1, code: 'taken', other: 0 }],
    ],
    ['two columns may hold addresses', [mapped('email'), mapped('email')], []],
    ['work and home are two phones', [mapped('phone:work'), mapped('phone:home')], []],
    [
      'a custom field takes one column',
      [mapped('custom:seats'), mapped('custom:seats')],
      [{ column: 1, code: 'taken', other: 0 }],
    ],
    [
      'somebody has to say whether the day comes first',
      [mapped('email'), mapped('custom:contract_until')],
      [{ column: 1, code: 'date_order' }],
    ],
    [
      'somebody has said it',
      [mapped('email'), mapped('custom:contract_until', { date_order: 'day_first' })],
      [],
    ],
    ['what is left out has none', [mapped(null), mapped(null)], []],
  ])('%s', (_words, mapping, wanted) => {
    expect(problemsOf(mapping, columns, importTargets)).toEqual(wanted);
  });
});

it.each([
  ['email:work', true],
  ['company', true],
  ['notes', false],
  [null, false],
])('a file with only %s tells who somebody is: %s', (target, wanted) => {
  expect(tellsWho([mapped(target)])).toBe(wanted);
});

it.each([
  ['a sure guess', { proposal: mapped('email'), confidence: 0.9 }, 'email', false],
  ['an unsure guess', { proposal: mapped('email'), confidence: 0.6 }, 'email', true],
  [
    'an unsure guess that was changed',
    { proposal: mapped('email'), confidence: 0.6 },
    'phone',
    false,
  ],
  [
    'an unsure guess that was left out',
    { proposal: mapped('email'), confidence: 0.6 },
    null,
    false,
  ],
  ['a field that is missing', { proposal: mapped('custom:x'), needs_new_field: true }, null, true],
])('%s is worth a look: %s', (_words, more, target, wanted) => {
  expect(needsLook(column('A', more), mapped(target))).toBe(wanted);
});

it('a saved mapping finds its columns wherever they moved', () => {
  const saved: SavedMapping = {
    id: '1',
    name: 'Salon export',
    columns: [
      { header: 'Mail', target: 'email', date_order: 'unknown', decimal_sign: 'unknown' },
      { header: 'Born', target: 'custom:born', date_order: 'day_first', decimal_sign: 'unknown' },
    ],
    created_at: '2026-03-10T09:30:00Z',
  };
  const columns = [column('Born'), column('New'), column('Mail')];
  expect(withSaved(saved, columns)).toEqual([
    mapped('custom:born', { date_order: 'day_first' }),
    mapped(null),
    mapped('email'),
  ]);
  expect(knownColumns(saved, columns)).toBe(2);
});

it.each([
  [false, undefined, 'columns'],
  [true, undefined, 'check'],
  [false, 'check', 'choices'],
  [true, 'columns', 'columns'],
] as const)('with the check done (%s) and %s wanted the step is %s', (done, wanted, step) => {
  expect(stepOf({ dry_run_finished: done }, wanted)).toBe(step);
});
