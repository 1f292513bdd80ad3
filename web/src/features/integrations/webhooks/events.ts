import { useLingui } from '@lingui/react/macro';
import type { WebhookEvent } from './api';

/** What an event tells, in the person's language; the server's words for those that came later. */
export function useEventWords(): (event: Pick<WebhookEvent, 'name' | 'description'>) => string {
  const { t } = useLingui();
  const words: Record<string, string> = {
    'contact.created': t`A contact was added`,
    'contact.updated': t`A contact was changed`,
    'contact.deleted': t`A contact was put into the trash`,
    'contact.restored': t`A contact came back from the trash`,
    'contact.erased': t`A contact was deleted for good`,
    'contact.merged': t`Contacts were merged into one`,
    'contact.unmerged': t`A merge was undone`,
    'journey.moved': t`Contacts came into another stage of their journey`,
    'interaction.created': t`Something was recorded on a contact’s timeline`,
    'note.created': t`A note was written`,
    'note.updated': t`A note was changed`,
    'note.deleted': t`A note was deleted`,
    'task.created': t`A task was added`,
    'task.updated': t`A task was changed or done`,
    'task.deleted': t`A task was deleted`,
    'company.created': t`A company was added`,
    'company.updated': t`A company was changed`,
    'company.deleted': t`A company was deleted`,
    'segment.created': t`A segment was added`,
    'segment.updated': t`A segment was changed`,
    'segment.deleted': t`A segment was deleted`,
    'segment.entered': t`Contacts came into a segment`,
    'segment.left': t`Contacts left a segment`,
    'mail.sent': t`A mail to one person was sent`,
    'mail.failed': t`A mail to one person could not be sent`,
    'campaign.created': t`A campaign was drafted`,
    'campaign.updated': t`A draft of a campaign was changed`,
    'campaign.deleted': t`A campaign was deleted`,
    'campaign.approved': t`A campaign was approved`,
    'campaign.withdrawn': t`A campaign became a draft again`,
    'campaign.started': t`A campaign began`,
    'campaign.paused': t`A campaign was paused`,
    'campaign.resumed': t`A paused campaign goes on`,
    'campaign.resent': t`Failed or uncertain messages are sent once more`,
    'campaign.cancelled': t`A campaign was cancelled`,
    'campaign.completed': t`A campaign has ended`,
    'campaign.engaged': t`People opened a campaign or clicked in it`,
    'webhook.test': t`A test, sent by hand`,
  };
  return ({ name, description }) => words[name] ?? description;
}

function useGroupNames(): Record<string, string> {
  const { t } = useLingui();
  return {
    contact: t`Contacts`,
    journey: t`Journeys`,
    interaction: t`Timeline`,
    note: t`Notes`,
    task: t`Tasks`,
    company: t`Companies`,
    segment: t`Segments`,
    mail: t`Mails`,
    campaign: t`Campaigns`,
  };
}

/** Events by what they are about, in the server's order: "contact.created" is of the contacts. */
export function useEventGroups(events: WebhookEvent[]) {
  const names = useGroupNames();
  const groups = new Map<string, WebhookEvent[]>();
  for (const event of events) {
    const subject = event.name.split('.')[0] ?? event.name;
    groups.set(subject, [...(groups.get(subject) ?? []), event]);
  }
  return [...groups].map(([subject, members]) => ({
    subject,
    name: names[subject] ?? subject,
    events: members,
  }));
}
