import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, api, body, type Item, keysetPages, type Query } from '@/shared/api';

export type Contact = Item<'/api/crm/contacts'>;
export type ContactFilter = Pick<Query<'/api/crm/contacts'>, 'sort' | 'q' | 'filter' | 'trash'>;

export const contactsQuery = (filter: ContactFilter) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/contacts', {
          params: { query: { ...filter, limit: 100, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });

/** How many the list holds; an estimate where counting would take long. */
export const countQuery = ({ q, filter, trash }: ContactFilter) =>
  queryOptions({
    queryKey: ['contacts', 'count', { q, filter, trash }],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/contacts/count', { params: { query: { q, filter, trash } }, signal })),
    placeholderData: keepPreviousData,
  });

export type ContactRecord = Answer<'/api/crm/contacts/{id}', 'get'>;
export type TimelineItem = Item<'/api/crm/contacts/{id}/timeline'>;

export const contactQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'record', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/contacts/{id}', { params: { path: { id } }, signal })),
  });

/** `types`: only these; everything when absent. */
export const timelineQuery = (id: string, types?: string[]) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'timeline', id, types],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/contacts/{id}/timeline', {
          params: { path: { id }, query: { limit: 30, after: pageParam, types } },
          signal,
        }),
      ),
    ...keysetPages,
  });

export type Note = Item<'/api/crm/contacts/{id}/notes'>;

export const notesQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['contacts', 'notes', id],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/crm/contacts/{id}/notes', {
          params: { path: { id }, query: { limit: 50, after: pageParam } },
          signal,
        }),
      ),
    ...keysetPages,
  });

export type Attachment = Item<'/api/crm/contacts/{id}/attachments'>;

export const attachmentsQuery = (id: string) =>
  queryOptions({
    queryKey: ['contacts', 'attachments', id],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/contacts/{id}/attachments', { params: { path: { id } }, signal })),
  });
