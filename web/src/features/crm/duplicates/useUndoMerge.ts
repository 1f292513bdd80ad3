import { useLingui } from '@lingui/react/macro';
import { isApiError } from '@/shared/api';
import { confirm, toast, useSave } from '@/shared/ui';
import { undoMerge } from './api';
import { useFieldName } from './words';

/** Makes several contacts of one again; asks what is to become of fields that somebody changed since the merge. */
export function useUndoMerge() {
  const { t, i18n } = useLingui();
  const nameOf = useFieldName();
  const separate = async (id: string, keepChanges: boolean) => {
    await undoMerge(id, keepChanges);
    toast.success(t`They are contacts of their own again`);
  };
  const askToKeep = (changed: string[]) => {
    const fields = new Intl.ListFormat(i18n.locale).format(changed.map(nameOf));
    return confirm({
      title: t`Separate them and keep the changes?`,
      body: t`Since the merge somebody has changed: ${fields}. The contact that stays keeps these changes.`,
      action: t`Separate and keep`,
    });
  };
  return useSave(
    async (id: string) => {
      try {
        await separate(id, false);
      } catch (error) {
        const changed = changedSince(error);
        if (changed.length === 0) throw error;
        if (await askToKeep(changed)) await separate(id, true);
      }
    },
    { refetch: [['contacts']] },
  );
}

/** The fields that stand in the way of an undo because they were changed since. */
function changedSince(error: unknown): string[] {
  if (!isApiError(error, 'merge_conflict')) return [];
  return (error.problem.errors ?? [])
    .filter(({ code }) => code === 'changed_since')
    .map(({ field }) => field);
}
