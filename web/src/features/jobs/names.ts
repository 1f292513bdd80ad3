import { useLingui } from '@lingui/react/macro';
import type { Job } from './api';

/** What a job is for, in words: its own title, else by its kind. */
export function useJobTitle(): (job: Pick<Job, 'title' | 'kind'>) => string {
  const { t } = useLingui();
  const kinds: Record<string, string> = {
    system_mail: t`Send a mail`,
    forget_custom_field: t`Remove a custom field`,
    import_contacts: t`Import contacts`,
    undo_import: t`Undo an import`,
    recount_engagement: t`Count the engagement of all people anew`,
    advance_journeys: t`Move people along their journey`,
  };
  return ({ title, kind }) => title || kinds[kind] || kind.replaceAll('_', ' ');
}
