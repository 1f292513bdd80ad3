import { i18n } from '@lingui/core';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api, body, type Item, type Schemas } from '@/shared/api';

export type MailInput = Schemas['ContactMailInput'];
export type ContactMail = Schemas['ContactMail'];
export type LetterTemplate = Pick<
  Item<'/api/email/templates'>,
  'key' | 'name' | 'subject' | 'document'
>;

export const mailQuery = (contactId: string, mailId: string) =>
  queryOptions({
    queryKey: ['contacts', 'mail', contactId, mailId],
    queryFn: ({ signal }) =>
      body(
        api.GET('/api/crm/contacts/{id}/mails/{mail_id}', {
          params: { path: { id: contactId, mail_id: mailId } },
          signal,
        }),
      ),
  });

/** As the person gets it. */
export const mailPreviewQuery = (contactId: string, input: MailInput) =>
  queryOptions({
    queryKey: ['contacts', 'mail-preview', contactId, input],
    queryFn: ({ signal }) =>
      body(
        api.POST('/api/crm/contacts/{id}/mails/preview', {
          params: { path: { id: contactId } },
          body: input,
          signal,
        }),
      ),
    placeholderData: keepPreviousData,
    retry: false,
  });

export const sendersQuery = queryOptions({
  queryKey: ['email', 'senders'],
  queryFn: ({ signal }) => body(api.GET('/api/email/senders', { signal })),
});

/** The project's own first, then those that come with SocialFlow. */
export const templatesQuery = (language = i18n.locale) =>
  queryOptions({
    queryKey: ['email', 'letter-templates', language],
    queryFn: async ({ signal }): Promise<LetterTemplate[]> => {
      const [own, library] = await Promise.all([
        body(api.GET('/api/email/saved-templates', { signal })),
        body(api.GET('/api/email/templates', { params: { query: { language } }, signal })),
      ]);
      return [
        ...own.items.map(({ id, name, subject, document }) => ({
          key: id,
          name,
          subject,
          document,
        })),
        ...library.items,
      ];
    },
  });
