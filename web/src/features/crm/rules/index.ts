export { completePaths, completeRule, newCondition } from './complete';
export { FilterBar } from './FilterBar';
export { type RuleField, ruleFieldsQuery, segmentNamesQuery, useRuleFields } from './fields';
export { RuleBuilder } from './RuleBuilder';
export {
  type Condition,
  countConditions,
  emptyRule,
  type Match,
  type Rule,
  type RuleNode,
  type RulePath,
  readRule,
  sameRule,
} from './rule';
export { useDraftRule } from './useDraftRule';
export { useConditionWords, useMatchWords } from './words';
