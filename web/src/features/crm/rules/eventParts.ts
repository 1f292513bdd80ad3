import { useLingui } from '@lingui/react/macro';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { api, body } from '@/shared/api';
import { useInteractionKinds } from '../contacts/page/interactions';
import type { RuleField } from './fields';

export type EventPart = RuleField['parts'][number];

/** Names to choose a campaign by; the newest, as many as a page of the server holds. */
const campaignNamesQuery = queryOptions({
  queryKey: ['campaigns', 'names'],
  queryFn: ({ signal }) =>
    body(api.GET('/api/campaigns', { params: { query: { limit: 100 } }, signal })),
  staleTime: 60_000,
});

export interface PartWords {
  label: string;
  /** While nothing is chosen. */
  anything: string;
  /** Of the values that can be chosen; others may be typed where `closed` is not set. */
  options: { value: string; label: string }[];
  /** Only what is listed can be chosen: an id cannot be typed. */
  closed: boolean;
}

/** What each part of an event is called, and what may be chosen for it; `names` fetches those of other modules. */
export function usePartWords({ names }: { names: boolean }): (part: EventPart) => PartWords {
  const { t } = useLingui();
  const kindOf = useInteractionKinds();
  const platformNames = usePlatformNames();
  const { data: campaigns } = useQuery({ ...campaignNamesQuery, enabled: names });
  return ({ key, is_id, suggestions }) => {
    const named = (name: (value: string) => string) =>
      suggestions.map((value) => ({ value, label: name(value) }));
    switch (key) {
      case 'types':
        return {
          label: t`What happened`,
          anything: t`Anything`,
          options: named((type) => kindOf(type).label),
          closed: false,
        };
      case 'platforms':
        return {
          label: t`Where`,
          anything: t`Anywhere`,
          options: named((platform) => platformNames[platform] ?? platform),
          closed: false,
        };
      case 'campaign_ids':
        return {
          label: t`Campaign`,
          anything: t`Any campaign`,
          options: (campaigns?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
          closed: true,
        };
      default:
        return { label: labelOf(key), anything: t`Any`, options: named(String), closed: is_id };
    }
  };
}

function usePlatformNames(): Record<string, string> {
  const { t } = useLingui();
  return {
    email: t`E-mail`,
    sms: t`SMS`,
    website: t`Website`,
    facebook: 'Facebook',
    instagram: 'Instagram',
    linkedin: 'LinkedIn',
  };
}

/** Of a part that a later module added: "form_ids" → "Form". */
function labelOf(key: string) {
  const words = key.replace(/_ids$/, '').replaceAll('_', ' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
