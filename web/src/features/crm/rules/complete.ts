// Which conditions can be asked already: the builder shows half-written ones, the server only sees whole ones.
import { duringProblem } from './events';
import type { RuleField } from './fields';
import { type Condition, eventsOf, isGroup, type Rule, type RuleNode } from './rule';

export type ValueKind =
  | 'none'
  | 'text'
  | 'texts'
  | 'number'
  | 'numbers'
  | 'date'
  | 'dates'
  | 'days'
  | 'boolean'
  | 'option'
  | 'options';

/** What a condition is compared with. */
export function valueKind(type: RuleField['type'], operator: string): ValueKind {
  if (operator === 'is_empty' || operator === 'is_not_empty') return 'none';
  const several = [
    'is_any_of',
    'is_all_of',
    'is_none_of',
    'has_any_of',
    'has_all_of',
    'has_none_of',
  ];
  switch (type) {
    case 'text':
      return several.includes(operator) ? 'texts' : 'text';
    case 'number':
    case 'count':
      return operator === 'between' ? 'numbers' : 'number';
    case 'date':
      if (operator === 'between') return 'dates';
      return operator.endsWith('_days') || operator.endsWith('_days_ago') ? 'days' : 'date';
    case 'boolean':
      return 'boolean';
    default:
      return several.includes(operator) ? 'options' : 'option';
  }
}

const dayPattern = /^\d{4}-\d{2}-\d{2}$/;
const filled = (value: unknown) => typeof value === 'string' && value.trim() !== '';
const isNumber = (value: unknown) => typeof value === 'number' && Number.isFinite(value);
const isDay = (value: unknown) => typeof value === 'string' && dayPattern.test(value);
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : []);

const fits: Record<ValueKind, (value: unknown) => boolean> = {
  none: () => true,
  text: filled,
  texts: (value) => list(value).length > 0 && list(value).every(filled),
  number: isNumber,
  numbers: (value) => list(value).length === 2 && list(value).every(isNumber),
  date: isDay,
  dates: (value) => list(value).length === 2 && list(value).every(isDay),
  days: (value) => Number.isInteger(value) && Number(value) >= 0,
  boolean: (value) => typeof value === 'boolean',
  option: filled,
  options: (value) => list(value).length > 0 && list(value).every(filled),
};

export function isComplete(condition: Condition, field: RuleField | undefined): boolean {
  if (!field?.operators.includes(condition.operator)) return false;
  if (duringProblem(condition.during)) return false;
  return fits[valueKind(field.type, condition.operator)](condition.value);
}

/** The rule without half-written conditions and empty groups; undefined when nothing is left to ask. */
export function completeRule(rule: Rule, fields: RuleField[]): Rule | undefined {
  const byKey = new Map(fields.map((field) => [field.key, field]));
  const whole = (node: RuleNode): RuleNode[] => {
    if (!isGroup(node)) return isComplete(node, byKey.get(node.field)) ? [node] : [];
    const conditions = node.conditions.flatMap(whole);
    return conditions.length > 0 ? [{ ...node, conditions }] : [];
  };
  return whole(rule)[0] as Rule | undefined;
}

/**
 * Where each node of a draft stands in its complete rule, both as `[1, 0]` joined by dots: what the server counts of
 * the complete rule is shown at the draft. Half-written conditions and empty groups are not among them.
 */
export function completePaths(rule: Rule, fields: RuleField[]): Map<string, string> {
  const paths = new Map<string, string>();
  const walk = (group: Rule, draft: number[], complete: number[]) => {
    paths.set(draft.join('.'), complete.join('.'));
    let place = 0;
    for (const [index, node] of group.conditions.entries()) {
      if (!completeRule({ match: 'all', conditions: [node] }, fields)) continue;
      const [there, here] = [
        [...draft, index],
        [...complete, place++],
      ];
      if (isGroup(node)) walk(node, there, here);
      else paths.set(there.join('.'), here.join('.'));
    }
  };
  walk(rule, [], []);
  return paths;
}

/** The condition with another operator; its value stays when it still makes sense. */
export function withOperator(condition: Condition, field: RuleField, operator: string): Condition {
  const kept = fits[valueKind(field.type, operator)](condition.value);
  const needless = valueKind(field.type, operator) === 'none';
  return kept && !needless
    ? { ...condition, operator }
    : {
        field: field.key,
        operator,
        ...eventsOf(condition),
        ...convert(condition, field, operator),
      };
}

/** "is x" becomes "is any of [x]" and back. */
function convert(condition: Condition, field: RuleField, operator: string): Partial<Condition> {
  const kind = valueKind(field.type, operator);
  const { value } = condition;
  if ((kind === 'options' || kind === 'texts') && filled(value)) return { value: [String(value)] };
  if ((kind === 'option' || kind === 'text') && list(value).length > 0)
    return { value: String(list(value)[0]) };
  return startValue(field, operator);
}

function startValue(field: RuleField, operator: string): Partial<Condition> {
  const kind = valueKind(field.type, operator);
  if (kind === 'days') return { value: 30 };
  if (kind === 'boolean') return { value: true };
  return {};
}

const usualOperator: Record<RuleField['type'], string> = {
  text: 'contains',
  number: 'at_least',
  date: 'within_last_days',
  boolean: 'is',
  choice: 'is_any_of',
  tags: 'has_any_of',
  user: 'is_any_of',
  segments: 'is_any_of',
  count: 'at_least',
};

/** A fresh condition on a field, with the operator people mostly want. */
export function newCondition(field: RuleField): Condition {
  const wanted = usualOperator[field.type];
  const operator = field.operators.includes(wanted) ? wanted : (field.operators[0] ?? 'is');
  return { field: field.key, operator, ...startValue(field, operator) };
}
