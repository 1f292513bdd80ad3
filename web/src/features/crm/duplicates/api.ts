import { infiniteQueryOptions, keepPreviousData, queryOptions } from '@tanstack/react-query';
import { type Answer, api, type Body, body, type Item, keysetPages } from '@/shared/api';

export type DuplicatePair = Item<'/api/crm/duplicates'>;
export type MergeInput = Body<'/api/crm/merges', 'post'>;
export type MergePreview = Answer<'/api/crm/merges/preview', 'post'>;
export type Merge = Item<'/api/crm/merges'>;
export type MergeField = MergePreview['fields'][number];

export const duplicatesQuery = infiniteQueryOptions({
  queryKey: ['contacts', 'duplicates'],
  queryFn: ({ pageParam, signal }) =>
    body(
      api.GET('/api/crm/duplicates', {
        params: { query: { limit: 20, after: pageParam } },
        signal,
      }),
    ),
  ...keysetPages,
});

/** What so many share that their pairs were not looked at. */
export const skippedQuery = queryOptions({
  queryKey: ['contacts', 'duplicates', 'skipped'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/duplicates/skipped', { signal })),
});

/** Suspected partners of one contact. */
export const duplicatesOfQuery = (contactId: string) =>
  queryOptions({
    queryKey: ['contacts', 'duplicates', 'of', contactId],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/duplicates', { params: { query: { contact_id: contactId } }, signal }),
      ),
  });

/** What the people would become; changes nothing. */
export const previewQuery = (input: MergeInput) =>
  queryOptions({
    queryKey: ['merge-preview', input],
    queryFn: ({ signal }) => body(api.POST('/api/crm/merges/preview', { body: input, signal })),
    placeholderData: keepPreviousData,
    staleTime: 0,
  });

export const mergeContacts = (input: MergeInput) =>
  body(api.POST('/api/crm/merges', { body: input }));

/** Merges, the newest first. */
export const mergesQuery = infiniteQueryOptions({
  queryKey: ['contacts', 'merges'],
  queryFn: ({ pageParam, signal }) =>
    body(
      api.GET('/api/crm/merges', { params: { query: { limit: 20, after: pageParam } }, signal }),
    ),
  ...keysetPages,
});

/** `keepChanges`: of fields that somebody changed since; without it they stand in the way. */
export const undoMerge = (id: string, keepChanges = false) =>
  api.POST('/api/crm/merges/{id}/undo', {
    params: { path: { id }, query: { keep_changes: keepChanges } },
  });
