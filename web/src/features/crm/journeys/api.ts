import { queryOptions } from '@tanstack/react-query';
import { type Answer, api, body, type Item, type Query } from '@/shared/api';

export type Journey = Answer<'/api/crm/contacts/{id}/journey', 'get'>;
export type JourneyEntry = Journey['history'][number];
export type JourneyStage = Journey['journey_stage'];
export type JourneyFunnel = Answer<'/api/crm/journey/funnel', 'get'>;
export type JourneyRule = Item<'/api/crm/journey/rules'>;

export const journeyQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['contacts', 'journey', contactId],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/contacts/{id}/journey', { params: { path: { id: contactId } }, signal }),
      ),
  });

/** Who came into each stage within a time; the last 90 days when no ends are given. */
export const funnelQuery = (range: Query<'/api/crm/journey/funnel'>) =>
  queryOptions({
    queryKey: ['contacts', 'journey-funnel', range],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/journey/funnel', { params: { query: range }, signal })),
  });

export const journeyRulesQuery = queryOptions({
  queryKey: ['contacts', 'journey-rules'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/journey/rules', { signal })),
});
