import { i18n } from '@lingui/core';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body, type Schemas } from '@/shared/api';
import type { BlockManifest, MailDocument } from './mailDocument';

export type EmailDraft = Schemas['EmailDraft'];
export type MailTemplate = Omit<Schemas['MailTemplate'], 'document' | 'language'> & {
  /** Of its words. Absent: nobody said. */
  language?: string;
  document: MailDocument;
};

export const blockManifestQuery = queryOptions({
  queryKey: ['email', 'blocks'],
  queryFn: async ({ signal }) =>
    (await body(api.GET('/api/email/blocks', { signal }))) as unknown as BlockManifest,
  staleTime: Number.POSITIVE_INFINITY,
});

/** Those that come with SocialFlow, in the language of the app. */
export const libraryQuery = (language = i18n.locale) =>
  queryOptions({
    queryKey: ['email', 'library', language],
    queryFn: async ({ signal }) => {
      const params = { query: { language } };
      const { items } = await body(api.GET('/api/email/templates', { params, signal }));
      return items as unknown as MailTemplate[];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const templatesKey = ['email', 'templates'];

/** Whatever a mail may begin with, the project's own first. */
export const templatesQuery = (language = i18n.locale) =>
  queryOptions({
    queryKey: [...templatesKey, language],
    queryFn: async ({ client, signal }): Promise<MailTemplate[]> => {
      const [{ items }, library] = await Promise.all([
        body(api.GET('/api/email/saved-templates', { signal })),
        client.ensureQueryData(libraryQuery(language)),
      ]);
      const own = items.map(({ id, name, subject, preheader, document }) => ({
        key: id,
        name,
        category: '',
        description: subject,
        subject,
        preheader,
        document: document as unknown as MailDocument,
      }));
      return [...own, ...library];
    },
  });

/** The mail as one person would get it, written by the server as it will be when it is sent. */
export const previewQuery = (draft: EmailDraft) =>
  queryOptions({
    queryKey: ['email', 'preview', draft],
    queryFn: ({ signal }) => body(api.POST('/api/email/preview', { body: draft, signal })),
    placeholderData: keepPreviousData,
    retry: false,
  });

/** How a template looks to nobody in particular. */
export const templatePreviewQuery = (template: Omit<MailTemplate, 'key' | 'category'>) => ({
  ...previewQuery({
    subject_line: template.subject || template.name,
    message_content: '',
    settings: { preheader: template.preheader, document: template.document } as never,
  }),
  staleTime: Number.POSITIVE_INFINITY,
});
