import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { api, body, type Item } from '@/shared/api';
import { type MailTemplate, templatesKey } from '../editor/api';
import type { MailDocument } from '../editor/mailDocument';

export type SavedTemplate = Omit<Item<'/api/email/saved-templates'>, 'document'> & {
  document: MailDocument;
};

export const savedTemplatesQuery = queryOptions({
  queryKey: ['email', 'saved-templates'],
  queryFn: async ({ signal }) =>
    (await body(api.GET('/api/email/saved-templates', { signal })))
      .items as unknown as SavedTemplate[],
});

/** Both kinds of templates, for whoever begins with one. */
export function refetchTemplates(queryClient: QueryClient) {
  return Promise.all(
    [savedTemplatesQuery.queryKey, templatesKey].map((queryKey) =>
      queryClient.invalidateQueries({ queryKey }),
    ),
  );
}

type Content = Pick<MailTemplate, 'subject' | 'preheader' | 'document' | 'language'>;

/** What a template has that begins a mail. */
export const contentOf = ({ subject, preheader, document }: Content): Content => ({
  subject,
  preheader,
  document,
});

export const saveTemplate = (name: string, { subject, preheader, document }: Content) =>
  body(
    api.POST('/api/email/saved-templates', {
      body: { name, subject, preheader, document: document as never },
    }),
  );

/** A draft that begins with this mail; its id. */
export async function beginCampaign(
  name: string,
  { subject, preheader, document, language }: Content,
) {
  const campaign = await body(api.POST('/api/campaigns', { body: { name } }));
  await api.POST('/api/campaigns/{id}/messages', {
    params: { path: { id: campaign.id } },
    body: {
      message_name: name,
      channel: 'email',
      subject_line: subject,
      message_content: '',
      settings: { preheader, document, ...(language && { language }) } as never,
    },
  });
  return campaign.id;
}
