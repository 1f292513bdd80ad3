/** The steps of writing a campaign, in their order. */
export const steps = ['audience', 'message', 'schedule', 'check'] as const;
export type Step = (typeof steps)[number];

export const isStep = (value: unknown): value is Step =>
  typeof value === 'string' && (steps as readonly string[]).includes(value);

/** Of /campaigns/$campaignId. */
export function readCampaignSearch(search: Record<string, unknown>): { step?: Step } {
  return { step: isStep(search.step) ? search.step : undefined };
}
