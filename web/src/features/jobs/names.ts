import { useLingui } from '@lingui/react/macro';
import type { Job } from './api';

type Titled = Pick<Job, 'title' | 'kind'>;

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
  // What the server writes around a name, in English, and the same in the person's language.
  const titles: [kind: string, before: string, after: string, (name: string) => string][] = [
    ['build_segment', 'Segment ', '', (name) => t`Segment ${name}`],
    ['add_to_campaigns', 'Campaigns of ', '', (name) => t`Campaigns of ${name}`],
    ['rehearse_campaign', 'Rehearsal of ', '', (name) => t`Rehearsal of ${name}`],
    ['renew_audience', 'Audience of ', '', (name) => t`People of ${name}`],
    ['resend_campaign_rows', '', ', once more', (name) => t`${name}, once more`],
    ['delete_campaign', 'Deletion of ', '', (name) => t`Deletion of ${name}`],
    ['import_contacts', 'Import of ', '', (name) => t`Import of ${name}`],
    ['import_contacts', 'Check of ', '', (name) => t`Check of ${name}`],
    ['undo_import', 'Undo of ', '', (name) => t`Undo of ${name}`],
    ['forget_custom_field', 'Remove the field ', '', (name) => t`Remove the field ${name}`],
  ];
  return ({ kind, title }) => {
    for (const [ofKind, before, after, say] of titles) {
      const fits = kind === ofKind && title.startsWith(before) && title.endsWith(after);
      const name = fits && title.slice(before.length, title.length - after.length);
      if (name) return say(name);
    }
    return kinds[kind] || title || kind.replaceAll('_', ' ');
  };
}
