import type { LifecycleReport } from './api';

/**
 * Stages in their order, each with those who came at least so far: who is a customer was a lead once. `ofBefore` is the
 * share of the stage before that went on, null for the first stage and after an empty one.
 */
export function funnelOf(now: LifecycleReport['now']) {
  const all = now.reduce((sum, { contacts }) => sum + contacts, 0);
  let cameSoFar = all;
  return now.map(({ lifecycle_stage: stage, contacts }, index) => {
    const before = index === 0 ? 0 : cameSoFar + (now[index - 1]?.contacts ?? 0);
    const step = {
      stage,
      now: contacts,
      cameSoFar,
      ofAll: all === 0 ? 0 : cameSoFar / all,
      ofBefore: before === 0 ? null : cameSoFar / before,
    };
    cameSoFar -= contacts;
    return step;
  });
}
