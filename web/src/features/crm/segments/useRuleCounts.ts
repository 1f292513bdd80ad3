import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  completePaths,
  completeRule,
  type Rule,
  type RuleField,
  type RulePath,
  readPath,
} from '../rules';
import { previewQuery, xrayQuery } from './api';

const pauseMs = 300;

/**
 * How many people a draft means, and how many each branch of it does. Asked when typing pauses; until the answer is
 * there, the last total stands and branches show nothing.
 */
export function useRuleCounts(draft: Rule, fields: RuleField[], segmentId?: string) {
  const [settled] = useDebouncedValue(draft, pauseMs);
  const complete = useMemo(() => completeRule(settled, fields), [settled, fields]);
  const preview = useQuery(previewQuery(complete, segmentId));
  const xray = useQuery(xrayQuery(complete, segmentId));
  const paths = useMemo(() => completePaths(draft, fields), [draft, fields]);
  const counts = new Map(
    xray.data?.branches.map(({ path, count }) => [readPath(path).join('.'), count]),
  );
  const current = settled === draft;
  return {
    preview,
    /** Whether there is a condition to ask. */
    asks: complete !== undefined,
    approximate: xray.data?.approximate ?? false,
    /** Undefined while it is not known, or where the condition is half-written. */
    countAt: (path: RulePath): number | undefined => {
      const place = paths.get(path.join('.'));
      return current && place !== undefined ? counts.get(place) : undefined;
    },
  };
}
