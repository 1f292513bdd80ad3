import { queryOptions } from '@tanstack/react-query';
import { type Answer, api, body } from '@/shared/api';

export type ContactScores = Answer<'/api/crm/contacts/{id}/score', 'get'>;
export type EngagementPart = ContactScores['engagement']['parts'][number];
export type Qualification = ContactScores['qualification'];
export type QualificationInfo = Answer<'/api/crm/scoring/qualification', 'get'>;

/** Both scores of a person and what they are made of. */
export const scoreQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'score', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/contacts/{id}/score', { params: { path: { id } }, signal })),
  });

/** What was learnt of who becomes a customer, and how far it can be trusted. */
export const qualificationQuery = queryOptions({
  queryKey: ['contacts', 'qualification'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/scoring/qualification', { signal })),
});
