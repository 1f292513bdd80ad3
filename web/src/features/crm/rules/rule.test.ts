import { describe, expect, it } from 'vitest';
import { ruleFields } from '@/testing/fixtures';
import { completePaths, completeRule, isComplete, newCondition, withOperator } from './complete';
import {
  addedTo,
  type Condition,
  changedAt,
  countConditions,
  deepestRule,
  emptyRule,
  type Rule,
  readRule,
  sameRule,
} from './rule';

const field = (key: string) => {
  const found = ruleFields.find((one) => one.key === key);
  if (!found) throw new Error(`no field ${key}`);
  return found;
};
const vip: Condition = { field: 'tags', operator: 'has_any_of', value: ['vip'] };
const keen: Condition = { field: 'engagement_score', operator: 'at_least', value: 50 };
const nested: Rule = { match: 'all', conditions: [vip, { match: 'any', conditions: [keen, vip] }] };

describe('a rule in the address', () => {
  it('is read when its shape is right', () => {
    expect(readRule(JSON.parse(JSON.stringify(nested)))).toEqual(nested);
  });

  it.each([
    ['a text', 'all'],
    ['no conditions', { match: 'all' }],
    ['an unknown match', { match: 'most', conditions: [] }],
    ['a condition without operator', { match: 'all', conditions: [{ field: 'tags' }] }],
    ['a value that is an object', { match: 'all', conditions: [{ ...vip, value: { a: 1 } }] }],
  ])('is none with %s', (_what, value) => {
    expect(readRule(value)).toBeUndefined();
  });

  it('keeps which events a condition speaks of, also when its comparison changes', () => {
    const clicks = { of: { types: ['email_click'] }, during: { last_days: 30 } };
    const twice: Condition = { field: 'interactions', operator: 'at_least', value: 2, ...clicks };
    const read = readRule({ match: 'all', conditions: [twice] });
    expect(read?.conditions[0]).toEqual(twice);
    expect(withOperator(twice, { ...field('custom.seats') }, 'at_most')).toMatchObject(clicks);
    const other = { match: 'all', conditions: [{ ...twice, during: { last_days: 7 } }] } as Rule;
    expect(sameRule(read, other)).toBe(false);
  });

  it('goes as deep as the server takes it', () => {
    const deep = (levels: number): Rule =>
      levels === 1 ? emptyRule : { match: 'all', conditions: [deep(levels - 1)] };
    expect(readRule(deep(deepestRule))).toBeDefined();
    expect(readRule(deep(deepestRule + 1))).toBeUndefined();
  });
});

describe('a change', () => {
  it('reaches a condition in a group', () => {
    const changed = changedAt(nested, [1, 0], () => ({ ...keen, value: 60 }));
    expect(changed.conditions[1]).toEqual({
      match: 'any',
      conditions: [{ ...keen, value: 60 }, vip],
    });
    expect(changed.conditions[0]).toBe(vip);
  });

  it('removes with null and adds at the end of a group', () => {
    expect(countConditions(changedAt(nested, [1], () => null))).toBe(1);
    expect(countConditions(addedTo(nested, [1], vip))).toBe(4);
  });

  it('of nothing keeps rules the same', () => {
    expect(sameRule(nested, JSON.parse(JSON.stringify(nested)))).toBe(true);
    expect(sameRule(undefined, emptyRule)).toBe(true);
    expect(
      sameRule(
        nested,
        changedAt(nested, [0], () => keen),
      ),
    ).toBe(false);
  });

  it.each<[string, Partial<Condition>]>([
    ['the field', { field: 'last_interaction_date' }],
    ['the operator', { operator: 'at_most' }],
    ['the value', { value: 4 }],
    ['which events', { of: { types: ['call'] } }],
    ['any of them', { of: undefined }],
    ['when', { during: { from: '2026-01-01', until: '2026-02-02' } }],
  ])('is seen in %s', (_, change) => {
    const called: Condition = {
      field: 'interactions',
      operator: 'at_least',
      value: 3,
      of: { types: ['visit'], campaign_ids: ['a'] },
      during: { from: '2026-01-01', until: '2026-02-01' },
    };
    const ruleOf = (condition: Condition): Rule => ({ match: 'all', conditions: [condition] });
    expect(sameRule(ruleOf(called), ruleOf({ ...called, ...change }))).toBe(false);
    // The database gives members back in an order of its own.
    const stored = {
      during: { until: '2026-02-01', from: '2026-01-01' },
      of: { campaign_ids: ['a'], types: ['visit'] },
      value: 3,
      operator: 'at_least',
      field: 'interactions',
    };
    expect(sameRule(ruleOf(called), ruleOf(stored))).toBe(true);
  });
});

describe('a condition is complete', () => {
  it.each<[boolean, string, string, Condition['value']]>([
    [true, 'email', 'contains', 'a'],
    [false, 'email', 'contains', ' '],
    [true, 'email', 'is_empty', undefined],
    [true, 'email', 'is_any_of', ['a@example.com']],
    [false, 'email', 'is_any_of', []],
    [true, 'engagement_score', 'between', [1, 5]],
    [false, 'engagement_score', 'between', [1, '']],
    [true, 'created_at', 'after', '2026-01-31'],
    [false, 'created_at', 'after', '31.1.2026'],
    [true, 'created_at', 'within_last_days', 0],
    [false, 'created_at', 'within_last_days', 1.5],
    [true, 'marketing_consent', 'is', false],
    [false, 'marketing_consent', 'is', undefined],
    [true, 'lifecycle_stage', 'is', 'lead'],
    [false, 'tags', 'has_all_of', undefined],
    [false, 'tags', 'contains', 'vip'],
  ])('%s: %s %s %j', (complete, key, operator, value) => {
    expect(isComplete({ field: key, operator, value }, field(key))).toBe(complete);
  });

  it('and only complete ones are asked', () => {
    const half: Condition = { field: 'email', operator: 'contains' };
    const gone: Condition = { field: 'custom.gone', operator: 'is', value: 'x' };
    const draft: Rule = {
      match: 'all',
      conditions: [half, gone, vip, { match: 'any', conditions: [half] }],
    };
    expect(completeRule(draft, ruleFields)).toEqual({ match: 'all', conditions: [vip] });
    expect(completeRule({ match: 'all', conditions: [half] }, ruleFields)).toBeUndefined();
  });
});

describe('another operator', () => {
  it('keeps the value where it still makes sense', () => {
    const changed = withOperator(keen, field('engagement_score'), 'at_most');
    expect(changed).toEqual({ ...keen, operator: 'at_most' });
  });

  it('turns one choice into a list and back', () => {
    const one: Condition = { field: 'lifecycle_stage', operator: 'is', value: 'lead' };
    const several = withOperator(one, field('lifecycle_stage'), 'is_any_of');
    expect(several.value).toEqual(['lead']);
    expect(withOperator(several, field('lifecycle_stage'), 'is_not').value).toBe('lead');
  });

  it('drops the value where none is asked', () => {
    expect(withOperator(vip, field('tags'), 'is_empty')).toEqual({
      field: 'tags',
      operator: 'is_empty',
    });
  });

  it('starts with what people mostly want', () => {
    expect(newCondition(field('created_at'))).toEqual({
      field: 'created_at',
      operator: 'within_last_days',
      value: 30,
    });
    expect(newCondition(field('tags'))).toEqual({ field: 'tags', operator: 'has_any_of' });
  });
});

describe('the places of a draft in its complete rule', () => {
  it('skip what is not written yet', () => {
    const draft: Rule = {
      match: 'all',
      conditions: [
        { field: 'tags', operator: 'has_any_of' },
        vip,
        { match: 'any', conditions: [] },
        { match: 'any', conditions: [{ field: 'display_name', operator: 'is' }, keen] },
      ],
    };
    expect([...completePaths(draft, ruleFields)]).toEqual([
      ['', ''],
      ['1', '0'],
      ['3', '1'],
      ['3.1', '1.0'],
    ]);
  });
});
