import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, api, type Body, body } from '@/shared/api';

export type EngagementWeight = Answer<'/api/crm/scoring/engagement', 'get'>['weights'][number];
export type WeightsInput = Body<'/api/crm/scoring/engagement', 'put'>;

export const weightsQuery = queryOptions({
  queryKey: ['engagement', 'weights'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/scoring/engagement', { signal })),
});

/** What other points would make of the most engaged people. */
export const previewQuery = (input: WeightsInput) =>
  queryOptions({
    queryKey: ['engagement', 'preview', input],
    queryFn: ({ signal }) =>
      body(api.POST('/api/crm/scoring/engagement/preview', { body: input, signal })),
    placeholderData: keepPreviousData,
  });
