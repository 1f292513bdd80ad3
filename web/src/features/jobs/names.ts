import { useLingui } from '@lingui/react/macro';
import type { Job } from './api';

type Titled = Pick<Job, 'title' | 'kind'>;

/** What stands around a name in the titles that the server gives: it keeps them in English. */
const around: Record<string, [before: string, after: string]> = {
  build_segment: ['Segment ', ''],
  add_to_campaigns: ['Campaigns of ', ''],
  rehearse_campaign: ['Rehearsal of ', ''],
  renew_audience: ['Audience of ', ''],
  resend_campaign_rows: ['', ', once more'],
  delete_campaign: ['Deletion of ', ''],
  import_contacts: ['Import of ', ''],
  undo_import: ['Undo of ', ''],
  forget_custom_field: ['Remove the field ', ''],
};

/** The name in a title; nothing when the title is written in another way. */
function nameIn({ title, kind }: Titled): string | undefined {
  const [before, after] = around[kind] ?? [];
  if (before === undefined || after === undefined) return undefined;
  if (!title.startsWith(before) || !title.endsWith(after)) return undefined;
  return title.slice(before.length, title.length - after.length) || undefined;
}

/** What a job is for, in the person's language; in the server's words when its kind is not known here. */
export function useJobTitle(): (job: Titled) => string {
  const { t } = useLingui();
  const kinds: Record<string, string> = {
    system_mail: t`Send a mail`,
    send_contact_mail: t`Mail to one person`,
    forget_custom_field: t`Remove a custom field`,
    import_contacts: t`Import contacts`,
    undo_import: t`Undo an import`,
    recount_engagement: t`Count the engagement of all people anew`,
    qualify_contacts: t`Learn who becomes a customer`,
    advance_journeys: t`Move people along their journey`,
    advance_journeys_by_time: t`Move people along their journey`,
    find_duplicates: t`Look for duplicates`,
    sweep_duplicates: t`Look for duplicates`,
    recheck_domain: t`Look at a sender’s domain again`,
  };
  const named: Record<string, (name: string) => string> = {
    build_segment: (name) => t`Segment ${name}`,
    add_to_campaigns: (name) => t`Campaigns of ${name}`,
    rehearse_campaign: (name) => t`Rehearsal of ${name}`,
    renew_audience: (name) => t`People of ${name}`,
    resend_campaign_rows: (name) => t`${name}, once more`,
    delete_campaign: (name) => t`Deletion of ${name}`,
    import_contacts: (name) => t`Import of ${name}`,
    undo_import: (name) => t`Undo of ${name}`,
    forget_custom_field: (name) => t`Remove the field ${name}`,
  };
  return (job) => {
    const name = nameIn(job);
    return (
      (name && named[job.kind]?.(name)) ||
      kinds[job.kind] ||
      job.title ||
      job.kind.replaceAll('_', ' ')
    );
  };
}
