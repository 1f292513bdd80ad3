// The rule language of the server, as the builder edits it: whom a list, a view or a segment means.

export const matches = ['all', 'any', 'none'] as const;
export type Match = (typeof matches)[number];

type Scalar = string | number | boolean;
export type RuleValue = Scalar | Scalar[];

export interface Condition {
  field: string;
  operator: string;
  /** Absent for "is empty", and while nobody has filled it in. */
  value?: RuleValue;
  /** Of conditions on events: which of them, such as `{ types: ['email_click'] }`. */
  of?: Record<string, unknown>;
  /** Of conditions on events: when they happened, such as `{ last_days: 30 }`. */
  during?: Record<string, unknown>;
}

export interface Rule {
  match: Match;
  conditions: RuleNode[];
}

export type RuleNode = Condition | Rule;

/** Where a node stands: `[1, 0]` is the first condition of the second group. `[]` is the rule itself. */
export type RulePath = readonly number[];

/** The server's bounds. */
export const deepestRule = 8;
export const mostConditions = 250;

export const emptyRule: Rule = { match: 'all', conditions: [] };

export function isGroup(node: RuleNode): node is Rule {
  return 'conditions' in node;
}

/** Conditions of the whole tree. */
export function countConditions(rule: Rule): number {
  return rule.conditions.reduce(
    (sum, node) => sum + (isGroup(node) ? countConditions(node) : 1),
    0,
  );
}

/** A path as the server writes it: "criteria.conditions[1].conditions[0]" → `[1, 0]`. */
export function readPath(path: string): number[] {
  return [...path.matchAll(/\.conditions\[(\d+)\]/g)].map(([, index]) => Number(index));
}

/** What stands at `path`; undefined when nothing does. */
export function nodeAt(rule: Rule, path: RulePath): RuleNode | undefined {
  return path.reduce<RuleNode | undefined>(
    (node, index) => (node && isGroup(node) ? node.conditions[index] : undefined),
    rule,
  );
}

/** The tree with `change` in place of what stands at `path`; null removes it. */
export function changedAt(
  rule: Rule,
  path: RulePath,
  change: (node: RuleNode) => RuleNode | null,
): Rule {
  const [index, ...rest] = path;
  if (index === undefined) return (change(rule) as Rule | null) ?? emptyRule;
  const conditions = rule.conditions.flatMap((node, at) => {
    if (at !== index) return [node];
    if (rest.length > 0) return isGroup(node) ? [changedAt(node, rest, change)] : [node];
    const changed = change(node);
    return changed ? [changed] : [];
  });
  return { ...rule, conditions };
}

/** The tree with `node` at the end of the group at `path`. */
export function addedTo(rule: Rule, path: RulePath, node: RuleNode): Rule {
  return changedAt(rule, path, (group) =>
    isGroup(group) ? { ...group, conditions: [...group.conditions, node] } : group,
  );
}

/** What is a rule by its shape; anything else (an address that somebody typed) is none. */
export function readRule(value: unknown, depth = 1): Rule | undefined {
  if (!isRecord(value) || depth > deepestRule || !Array.isArray(value.conditions)) return undefined;
  if (!matches.includes(value.match as Match)) return undefined;
  const conditions: RuleNode[] = [];
  for (const each of value.conditions) {
    const node =
      isRecord(each) && 'conditions' in each ? readRule(each, depth + 1) : readCondition(each);
    if (!node) return undefined;
    conditions.push(node);
  }
  return { match: value.match as Match, conditions };
}

function readCondition(value: unknown): Condition | undefined {
  if (!isRecord(value)) return undefined;
  const { field, operator } = value;
  if (typeof field !== 'string' || typeof operator !== 'string') return undefined;
  const condition: Condition = { field, operator, ...eventsOf(value) };
  if (value.value === undefined) return condition;
  return isRuleValue(value.value) ? { ...condition, value: value.value } : undefined;
}

/** Which events a condition speaks of; of other conditions nothing. */
export function eventsOf({ of, during }: { of?: unknown; during?: unknown }) {
  return { ...(isRecord(of) && { of }), ...(isRecord(during) && { during }) };
}

function isRuleValue(value: unknown): value is RuleValue {
  return Array.isArray(value) ? value.every(isScalar) : isScalar(value);
}

function isScalar(value: unknown): value is Scalar {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same rule, whatever the order of the members in JSON. */
export function sameRule(one: Rule | undefined, other: Rule | undefined): boolean {
  return canonical(one) === canonical(other);
}

function canonical(rule: Rule | undefined): string {
  const members = (part: object | undefined) =>
    Object.entries(part ?? {}).sort(([one], [other]) => (one < other ? -1 : 1));
  const ordered = (node: RuleNode): unknown =>
    isGroup(node)
      ? [node.match, node.conditions.map(ordered)]
      : [node.field, node.operator, node.value ?? null, members(node.of), members(node.during)];
  return rule && rule.conditions.length > 0 ? JSON.stringify(ordered(rule)) : '';
}
