import { useLingui } from '@lingui/react/macro';
import {
  type Icon,
  IconActivity,
  IconCalendarEvent,
  IconChecklist,
  IconClick,
  IconForms,
  IconHeart,
  IconMail,
  IconMailExclamation,
  IconMailOff,
  IconMailOpened,
  IconMailX,
  IconMessage,
  IconNote,
  IconPhone,
  IconShoppingBag,
  IconSpeakerphone,
  IconUsers,
  IconWorld,
} from '@tabler/icons-react';

interface Kind {
  label: string;
  icon: Icon;
}

/** What rules may wait for, in the order in which it is offered; programs record other types as well. */
export const interactionTypes = [
  'email_open',
  'email_click',
  'email_received',
  'website_visit',
  'form_submission',
  'booking',
  'purchase',
  'call',
  'meeting',
  'sms',
  'social_engagement',
  'referral',
];

/** What people call the things that happen; an unknown type (of a program) is shown as it is written. */
export function useInteractionKinds(): (type: string) => Kind {
  const { t } = useLingui();
  const kinds: Record<string, Kind> = {
    note: { label: t`Note`, icon: IconNote },
    task: { label: t`Task`, icon: IconChecklist },
    call: { label: t`Call`, icon: IconPhone },
    meeting: { label: t`Meeting`, icon: IconUsers },
    email: { label: t`E-mail`, icon: IconMail },
    email_sent: { label: t`E-mail sent`, icon: IconMail },
    email_received: { label: t`E-mail received`, icon: IconMail },
    email_open: { label: t`Opened an e-mail`, icon: IconMailOpened },
    email_click: { label: t`Clicked in an e-mail`, icon: IconClick },
    email_unsubscribe: { label: t`Unsubscribed from mails`, icon: IconMailOff },
    email_bounce: { label: t`A mail could not be delivered`, icon: IconMailX },
    email_complaint: { label: t`Reported a mail as spam`, icon: IconMailExclamation },
    sms: { label: t`SMS`, icon: IconMessage },
    website_visit: { label: t`Visited the website`, icon: IconWorld },
    form_submission: { label: t`Filled in a form`, icon: IconForms },
    booking: { label: t`Booked`, icon: IconCalendarEvent },
    purchase: { label: t`Bought something`, icon: IconShoppingBag },
    referral: { label: t`Recommended you`, icon: IconSpeakerphone },
    social_engagement: { label: t`Reacted on social media`, icon: IconHeart },
  };
  return (type) => {
    const words = type.replaceAll('_', ' ');
    const label = words.charAt(0).toUpperCase() + words.slice(1);
    return kinds[type] ?? { label, icon: IconActivity };
  };
}

interface TimelineFilter {
  key: string;
  label: string;
  /** Absent: everything. */
  types?: string[];
}

export function useTimelineFilters(): TimelineFilter[] {
  const { t } = useLingui();
  return [
    { key: 'all', label: t`Everything` },
    { key: 'notes', label: t`Notes`, types: ['note'] },
    { key: 'calls', label: t`Calls and meetings`, types: ['call', 'meeting'] },
    {
      key: 'messages',
      label: t`Messages`,
      types: [
        'email',
        'email_sent',
        'email_received',
        'email_open',
        'email_click',
        'email_unsubscribe',
        'email_bounce',
        'email_complaint',
        'sms',
      ],
    },
    {
      key: 'web',
      label: t`Website and forms`,
      types: ['website_visit', 'form_submission', 'booking', 'purchase', 'social_engagement'],
    },
    { key: 'tasks', label: t`Tasks`, types: ['task'] },
  ];
}
