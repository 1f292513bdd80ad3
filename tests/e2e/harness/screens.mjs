// Every screen of the app. screens.test.mjs compares the paths with the router's.

/** `with`: fills the parameters of a path, given what the demo holds. `guest`: for who is not signed in. */
export const screens = [
  { path: '/sign-in', guest: true },
  { path: '/sign-up', guest: true },
  { path: '/forgot-password', guest: true },
  { path: '/reset-password', guest: true, search: '?token=unknown' },
  { path: '/invitation', guest: true, search: '?token=unknown', expected: [/^answer: 410 GET/] },
  { path: '/verify-email', guest: true, search: '?token=unknown', expected: [/^answer: 4\d\d /] },
  { path: '/new-project' },
  { path: '/' },
  { path: '/dev-inbox' },
  { path: '/contacts' },
  { path: '/contacts/$contactId', with: ({ contact }) => `/contacts/${contact}` },
  { path: '/companies' },
  { path: '/companies/$companyId', with: ({ company }) => `/companies/${company}` },
  { path: '/duplicates' },
  { path: '/segments' },
  { path: '/segments/new' },
  { path: '/segments/$segmentId', with: ({ segment }) => `/segments/${segment}` },
  { path: '/analytics' },
  { path: '/campaigns' },
  { path: '/campaigns/$campaignId', with: ({ campaign }) => `/campaigns/${campaign}` },
  { path: '/templates' },
  { path: '/journey' },
  { path: '/tasks' },
  { path: '/imports' },
  { path: '/imports/new' },
  { path: '/imports/$importId', with: ({ run }) => `/imports/${run}` },
  { path: '/settings/profile' },
  { path: '/settings/security' },
  { path: '/settings/notifications' },
  { path: '/settings/project' },
  { path: '/settings/members' },
  { path: '/settings/engagement' },
  { path: '/settings/qualification' },
  { path: '/settings/sites' },
  { path: '/settings/senders' },
  { path: '/settings/senders/sign-in' },
  { path: '/settings/senders/$senderId', with: ({ sender }) => `/settings/senders/${sender}` },
  { path: '/settings/topics' },
  { path: '/settings/keys' },
  { path: '/settings/webhooks' },
  { path: '/settings/webhooks/$webhookId', with: ({ webhook }) => `/settings/webhooks/${webhook}` },
  { path: '/settings/fields' },
  { path: '/settings/tags' },
  { path: '/settings/journey' },
  { path: '/settings/suppressions' },
  { path: '/settings/jobs' },
  { path: '/settings/audit' },
];

/** Only sends on to another screen. */
export const redirects = ['/settings'];

/** The paths that a router file declares: `path` of each route below the `path` of its parent. */
export function pathsOf(source) {
  const parents = new Map();
  const paths = [];
  for (const [, name, options] of source.matchAll(
    /(?:const (\w+) = )?createRoute\(\{([\s\S]*?)\n\s*\}\)/g,
  )) {
    const parent = options.match(/getParentRoute: \(\) => (\w+)/)?.[1];
    const own = options.match(/\bpath: '([^']*)'/)?.[1];
    const above = parents.get(parent) ?? '';
    const full = own === undefined ? above : `${above}${own}`.replace(/(.)\/$/, '$1');
    if (name) parents.set(name, full);
    if (own !== undefined) paths.push(full);
  }
  return [...new Set(paths)];
}
