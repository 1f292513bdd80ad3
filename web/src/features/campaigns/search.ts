import type { DeliveryStatus } from './api';

/** The steps of writing a campaign, in their order. */
export const steps = ['audience', 'message', 'schedule', 'check'] as const;
export type Step = (typeof steps)[number];

/**
 * What is shown of a campaign on its way; the first is the one without a word in the address, the last is all figures
 * on one page, for paper.
 */
const runTabs = ['course', 'reactions', 'people', 'mail', 'report'] as const;
export type RunTab = (typeof runTabs)[number];

const deliveryStates: DeliveryStatus[] = [
  'delivered',
  'sent',
  'pending',
  'bounced',
  'failed',
  'unknown',
  'skipped',
];

export interface RunSearch {
  tab?: RunTab;
  /** Only people whose message stands so. */
  state?: DeliveryStatus;
  /** Only people who were left out for that reason. */
  reason?: string;
}

/** Of /campaigns/$campaignId. */
export interface CampaignSearch extends RunSearch {
  step?: Step;
}

const oneOf = <Word extends string>(words: readonly Word[], value: unknown): Word | undefined =>
  words.find((word) => word === value);

export function readCampaignSearch(search: Record<string, unknown>): CampaignSearch {
  const { reason } = search;
  return {
    step: oneOf(steps, search.step),
    tab: oneOf(runTabs, search.tab),
    state: oneOf(deliveryStates, search.state),
    reason: typeof reason === 'string' && /^[a-z_]{1,30}$/.test(reason) ? reason : undefined,
  };
}
