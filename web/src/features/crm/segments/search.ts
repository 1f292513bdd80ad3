/** What the page of a segment shows; when absent its rule, or the people who were put into it by hand. */
export const segmentTabs = ['rule', 'members', 'why', 'growth'] as const;
export type SegmentTab = (typeof segmentTabs)[number];

export interface SegmentSearch {
  tab?: SegmentTab;
  /** Whose membership is explained. */
  person?: string;
}

export function readSegmentSearch(search: Record<string, unknown>): SegmentSearch {
  const tab = segmentTabs.find((one) => one === search.tab);
  const person = typeof search.person === 'string' ? search.person : undefined;
  return { tab, person };
}
