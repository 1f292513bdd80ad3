import { type QueryClient, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useMe } from '@/features/accounts';
import { type RealtimeEvent, useRealtimeHandler } from '@/shared/realtime';
import { type Job, jobsQuery } from './api';
import { type JobChange, longJobOf, withChange } from './progress';

/** Running jobs, live: progress comes with the events, so that nothing is fetched for it. */
export function useRunningJobs() {
  useRealtimeHandler('jobs', patchRunning);
  return useQuery(jobsQuery('running'));
}

function patchRunning(event: RealtimeEvent, queryClient: QueryClient): boolean {
  if (event.name !== 'job.changed') return false;
  const { queryKey } = jobsQuery('running');
  const before = queryClient.getQueryData(queryKey);
  if (!before) return false;
  const items = withChange(before.items, event.data as unknown as JobChange, Date.now());
  if (!items) return false;
  queryClient.setQueryData(queryKey, { ...before, items });
  return true;
}

const lookEveryMs = 1000;

/** The person's own job that takes long, while there is one. */
export function useMyLongJob(): Job | undefined {
  const { user } = useMe();
  const { data } = useRunningJobs();
  const mine = data?.items.some(({ created_by }) => created_by === user.id) ?? false;
  const now = useNow(mine);
  return data && longJobOf(user.id, data.items, now);
}

/** The time, moving while it is needed. */
function useNow(needed: boolean): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!needed) return;
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), lookEveryMs);
    return () => clearInterval(timer);
  }, [needed]);
  return now;
}
