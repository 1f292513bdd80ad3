import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body, type Schemas } from '@/shared/api';
import type { BlockManifest, MailDocument } from './mailDocument';

export type EmailDraft = Schemas['EmailDraft'];
export type MailTemplate = Omit<Schemas['MailTemplate'], 'document'> & { document: MailDocument };

export const blockManifestQuery = queryOptions({
  queryKey: ['email', 'blocks'],
  queryFn: async ({ signal }) =>
    (await body(api.GET('/api/email/blocks', { signal }))) as unknown as BlockManifest,
  staleTime: Number.POSITIVE_INFINITY,
});

export const templatesQuery = queryOptions({
  queryKey: ['email', 'templates'],
  queryFn: async ({ signal }) =>
    (await body(api.GET('/api/email/templates', { signal }))).items as unknown as MailTemplate[],
  staleTime: Number.POSITIVE_INFINITY,
});

/** The mail as one person would get it, written by the server as it will be when it is sent. */
export const previewQuery = (draft: EmailDraft) =>
  queryOptions({
    queryKey: ['email', 'preview', draft],
    queryFn: ({ signal }) => body(api.POST('/api/email/preview', { body: draft, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });
