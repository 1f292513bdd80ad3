/** `profile` is a tab where there is no room for it beside the others. */
export const contactTabs = [
  'profile',
  'timeline',
  'notes',
  'tasks',
  'journey',
  'files',
  'privacy',
] as const;
export type ContactTab = (typeof contactTabs)[number];

export function readContactPageSearch(search: Record<string, unknown>): { tab?: ContactTab } {
  const tab = contactTabs.find((one) => one === search.tab);
  return { tab: tab === 'timeline' ? undefined : tab };
}
