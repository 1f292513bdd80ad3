export { completePaths, completeRule, newCondition } from './complete';
export { FilterBar } from './FilterBar';
export { type RuleField, ruleFieldsQuery, segmentNamesQuery, useRuleFields } from './fields';
export { RuleBuilder } from './RuleBuilder';
export {
  type Condition,
  countConditions,
  emptyRule,
  eventsOf,
  isGroup,
  type Match,
  nodeAt,
  type Rule,
  type RuleNode,
  type RulePath,
  readPath,
  readRule,
  sameRule,
} from './rule';
export { useDraftRule } from './useDraftRule';
export { useConditionWords, useHeldWords, useMatchWords } from './words';
