import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { toast, useSave } from '@/shared/ui';
import { type MergeInput, mergeContacts, previewQuery } from './api';
import { useUndoMerge } from './useUndoMerge';

/** The state of a merge that people put together: who stays, what is chosen, what it would give. */
export function useMerge(ids: string[]) {
  const { t } = useLingui();
  const [input, setInput] = useState<MergeInput>(() => ({
    winner: ids[0] ?? '',
    losers: ids.slice(1),
    choices: [],
  }));
  const preview = useQuery({ ...previewQuery(input), enabled: ids.length > 1 });
  const undo = useUndoMerge();
  const merge = useSave(
    async () => {
      const done = await mergeContacts(input);
      toast.undo(t`Merged into one contact`, () => undo.mutate(done.id));
    },
    { refetch: [['contacts']] },
  );
  return { input, setInput, preview, merge };
}
