import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body, type Item, keysetPages, type Schemas } from '@/shared/api';
import type { Rule } from '../rules';

export type Segment = Schemas['Segment'];
export type SegmentMember = Item<'/api/crm/segments/{id}/members'>;
export type MemberFilter = 'member' | 'manual' | 'excluded';
export type SegmentPreview = Schemas['SegmentPreview'];
export type SegmentDay = Schemas['SegmentDay'];
export type SegmentPerformance = Schemas['SegmentPerformance'];
export type SegmentChannel = Schemas['SegmentChannel'];
export type ExplainedBranch = Schemas['ExplainedBranch'];

/** Beside the events, should the connection be away: a segment that is worked out is looked at again. */
const lookEveryMs = 2000;

export const segmentQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', 'one', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/segments/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.status === 'waiting' || state.data?.status === 'building' ? lookEveryMs : false,
  });

export const membersQuery = (id: string, show: MemberFilter) =>
  infiniteQueryOptions({
    queryKey: ['segments', 'members', id, show],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/segments/{id}/members', {
          params: { path: { id }, query: { show, limit: 50, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });

/** How many the rule fits: exact, or from a sample where counting would take long. */
export const previewQuery = (criteria: Rule | undefined, segmentId: string | undefined) =>
  queryOptions({
    queryKey: ['segments', 'preview', criteria, segmentId],
    queryFn: ({ signal }) =>
      body(
        api.POST('/api/crm/segments/preview', {
          body: { criteria: criteria as never, segment_id: segmentId ?? null },
          signal,
        }),
      ),
    enabled: criteria !== undefined,
    placeholderData: keepPreviousData,
  });

/** How many each condition and each group of the rule fits by itself. */
export const xrayQuery = (criteria: Rule | undefined, segmentId: string | undefined) =>
  queryOptions({
    queryKey: ['segments', 'xray', criteria, segmentId],
    queryFn: ({ signal }) =>
      body(
        api.POST('/api/crm/segments/xray', {
          body: { criteria: criteria as never, segment_id: segmentId ?? null },
          signal,
        }),
      ),
    enabled: criteria !== undefined,
  });

export const explanationQuery = (id: string, contactId: string) =>
  queryOptions({
    queryKey: ['segments', 'explain', id, contactId],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/segments/{id}/explain/{contact_id}', {
          params: { path: { id, contact_id: contactId } },
          signal,
        }),
      ),
  });

export const performanceQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', 'performance', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/segments/{id}/performance', { params: { path: { id } }, signal })),
  });

const openStates = ['running', 'paused', 'scheduled', 'draft'] as const;

/** Campaigns that are not over, those that run first: newcomers may be added to them. */
export const openCampaignsQuery = queryOptions({
  queryKey: ['campaigns', 'open'],
  queryFn: async ({ signal }) => {
    const pages = openStates.map((status) =>
      body(api.GET('/api/campaigns', { params: { query: { limit: 100, status } }, signal })),
    );
    const all = (await Promise.all(pages)).flatMap(({ items }) => items);
    // One that starts meanwhile stands in two of the answers.
    return [...new Map(all.map((one) => [one.id, one])).values()];
  },
});

export const usesQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', 'uses', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/segments/{id}/uses', { params: { path: { id } }, signal })),
  });

export const segmentsOfContactQuery = (id: string) =>
  queryOptions({
    queryKey: ['segments', 'of-contact', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/contacts/{id}/segments', { params: { path: { id } }, signal })),
  });
