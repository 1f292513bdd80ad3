import { msg } from '@lingui/core/macro';

/** The screens of the settings, as their navigation and the command palette show them. */
export const settingsPages = [
  {
    label: msg`You`,
    items: [
      { to: '/settings/profile', label: msg`Profile` },
      { to: '/settings/security', label: msg`Sign-in and security` },
      { to: '/settings/notifications', label: msg`Notifications` },
    ],
  },
  {
    label: msg`Project`,
    items: [
      { to: '/settings/project', label: msg`General` },
      { to: '/settings/members', label: msg`Members` },
      { to: '/settings/jobs', label: msg`Jobs` },
      { to: '/settings/audit', label: msg`Audit log` },
    ],
  },
  {
    label: msg`Contacts`,
    items: [
      { to: '/settings/fields', label: msg`Custom fields` },
      { to: '/settings/tags', label: msg`Tags` },
      { to: '/settings/journey', label: msg`Journey rules` },
      { to: '/settings/engagement', label: msg`Engagement score` },
      { to: '/settings/qualification', label: msg`Lead qualification` },
    ],
  },
  {
    label: msg`E-mail`,
    items: [
      { to: '/settings/senders', label: msg`Senders` },
      { to: '/settings/topics', label: msg`Topics` },
      { to: '/settings/suppressions', label: msg`Do not write to` },
    ],
  },
  {
    label: msg`Website and other programs`,
    items: [
      { to: '/settings/sites', label: msg`Website visits` },
      { to: '/settings/keys', label: msg`API keys` },
      { to: '/settings/webhooks', label: msg`Webhooks` },
    ],
  },
] as const;
