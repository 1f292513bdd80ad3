import { useLingui } from '@lingui/react/macro';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { api } from '@/shared/api';
import { toast } from '@/shared/ui';
import { qualificationQuery } from './api';

const lookEveryMs = 1500;
/** A job that has not come so far by then is watched in the list of jobs. */
const longestMs = 120_000;

/** Learns now instead of tonight, and tells when it is done. */
export function useLearnNow() {
  const { t } = useLingui();
  const [waiting, setWaiting] = useState<{ before: string | null; until: number } | null>(null);
  const { data } = useQuery(qualificationQuery);
  const learn = useMutation({
    mutationFn: () => api.POST('/api/crm/scoring/qualification/learn'),
    onError: (error) => {
      setWaiting(null);
      toast.error(error);
    },
  });
  useEffect(() => {
    if (!waiting || !data) return;
    if (data.trained_at !== waiting.before) {
      setWaiting(null);
      toast.success(t`Learnt anew`);
    }
  }, [waiting, data, t]);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setWaiting(null), waiting.until - Date.now());
    return () => clearTimeout(timer);
  }, [waiting]);
  return {
    isLearning: waiting !== null,
    /** For the query while one waits. */
    lookEveryMs: waiting ? lookEveryMs : (false as const),
    /** `before`: when it was learnt last. */
    start: (before: string | null) => {
      setWaiting({ before, until: Date.now() + longestMs });
      learn.mutate();
    },
  };
}
