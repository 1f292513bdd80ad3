import { useDebouncedCallback } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import { completeRule } from './complete';
import type { RuleField } from './fields';
import { emptyRule, type Rule, sameRule } from './rule';

const pauseMs = 220;

/**
 * What stands in the builder while the list already shows what can be asked of it: `onChange` hears the complete part
 * of the draft when typing pauses.
 */
export function useDraftRule(
  value: Rule | undefined,
  onChange: (rule: Rule | undefined) => void,
  fields: RuleField[],
) {
  const [draft, setDraft] = useState<Rule>(value ?? emptyRule);
  const told = useRef(value);
  const tell = useDebouncedCallback((next: Rule) => {
    const complete = completeRule(next, fields);
    if (sameRule(complete, told.current)) return;
    told.current = complete;
    onChange(complete);
  }, pauseMs);
  // Changed from outside: a saved view, the back button.
  useEffect(() => {
    if (sameRule(value, told.current)) return;
    told.current = value;
    setDraft(value ?? emptyRule);
  }, [value]);
  const change = (next: Rule) => {
    setDraft(next);
    tell(next);
  };
  return [draft, change] as const;
}
