import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body, type Item, keysetPages, type Schemas } from '@/shared/api';

export type Campaign = Schemas['Campaign'];
export type CampaignInput = Schemas['CampaignInput'];
export type CampaignMessage = Schemas['CampaignMessage'];
export type Audience = Schemas['Audience'];
export type AudienceInput = Schemas['AudienceInput'] & { target_segments: string[] };
export type Ledger = Schemas['Ledger'];
export type Rehearsal = Schemas['Rehearsal'];
export type CampaignMetrics = Schemas['CampaignMetrics'];
export type CampaignCosts = Schemas['CampaignCosts'];
export type CampaignEngagement = Schemas['CampaignEngagement'];
export type Execution = Item<'/api/campaigns/{id}/executions'>;
export type DeliveryStatus = Execution['delivery_status'];

/** Beside the events, should the connection be away: what is under way is looked at again. */
const lookEveryMs = 2000;

export const campaignsQuery = infiniteQueryOptions({
  queryKey: ['campaigns', 'list'],
  queryFn: ({ pageParam, signal }) =>
    body(api.GET('/api/campaigns', { params: { query: { limit: 50, after: pageParam } }, signal })),
  ...keysetPages,
});

/** The newest three that are more than drafts. */
export const recentCampaignsQuery = queryOptions({
  queryKey: ['campaigns', 'recent'],
  queryFn: async ({ signal }) => {
    const query = { limit: 20 };
    const { items } = await body(api.GET('/api/campaigns', { params: { query }, signal }));
    return items.filter(({ status }) => status !== 'draft').slice(0, 3);
  },
});

export const campaignQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'one', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/campaigns/{id}', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) => (state.data?.status === 'running' ? lookEveryMs : false),
  });

export const messagesQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'messages', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/campaigns/{id}/messages', { params: { path: { id } }, signal })),
  });

/** Files that go along with a message, in their order. */
export const attachedFilesQuery = (id: string, message: CampaignMessage | undefined) =>
  queryOptions({
    queryKey: ['campaigns', 'attachments', message?.id ?? null, message?.version ?? null],
    queryFn: async ({ signal }) => {
      if (!message || message.media_attachments.length === 0) return [];
      const path = { id, message_id: message.id };
      const { items } = await body(
        api.GET('/api/campaigns/{id}/messages/{message_id}/attachments', {
          params: { path },
          signal,
        }),
      );
      return items;
    },
  });

/** Who would get it as it is now, and why the others would not. */
export const audienceQuery = (input: AudienceInput) =>
  queryOptions({
    queryKey: ['campaigns', 'audience', input],
    queryFn: ({ signal }) => body(api.POST('/api/campaigns/audience', { body: input, signal })),
    enabled: input.target_segments.length > 0 || Boolean(input.resend_of),
    placeholderData: keepPreviousData,
  });

export const rehearsalsQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'rehearsals', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/campaigns/{id}/rehearsals', { params: { path: { id } }, signal })),
    refetchInterval: ({ state }) =>
      state.data?.items[0]?.status === 'running' ? lookEveryMs : false,
  });

/** How it was sent: by message and by time. */
export const metricsQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'metrics', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/campaigns/{id}/metrics', { params: { path: { id } }, signal })),
  });

/** What people did with it. Looked at again whenever the server says that somebody did something. */
export const engagementQuery = (id: string) =>
  queryOptions({
    queryKey: ['campaigns', 'engagement', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/campaigns/{id}/engagement', { params: { path: { id } }, signal })),
  });

export interface ExecutionFilter {
  delivery_status?: DeliveryStatus;
  skip_reason?: string;
  contact_id?: string;
}

/** Rows of the ledger: those that the filter names, or all. */
export const executionsQuery = (id: string, filter: ExecutionFilter) =>
  infiniteQueryOptions({
    queryKey: ['campaigns', 'executions', id, filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/campaigns/{id}/executions', {
          params: { path: { id }, query: { limit: 50, after: pageParam, ...filter } },
          signal,
        }),
      ),
    ...keysetPages,
  });

/** What it has cost, and what it may. Looked at again while it goes out. */
export const costsQuery = ({ id, status }: Pick<Campaign, 'id' | 'status'>) =>
  queryOptions({
    queryKey: ['campaigns', 'costs', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/campaigns/{id}/costs', { params: { path: { id } }, signal })),
    refetchInterval: status === 'running' ? lookEveryMs : false,
  });

export type Topic = Item<'/api/campaign-topics'>;

export const campaignSettingsQuery = queryOptions({
  queryKey: ['campaigns', 'settings'],
  queryFn: ({ signal }) => body(api.GET('/api/campaign-settings', { signal })),
});

export const topicsQuery = queryOptions({
  queryKey: ['campaigns', 'topics'],
  queryFn: ({ signal }) => body(api.GET('/api/campaign-topics', { signal })),
});
