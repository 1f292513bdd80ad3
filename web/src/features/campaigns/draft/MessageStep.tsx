import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { useApiForm } from '@/shared/ui';
import type { Campaign, CampaignMessage } from '../api';
import { isMailDocument, type MailDocument } from '../editor/mailDocument';
import { ChooseStart } from './ChooseStart';
import { MailForm } from './MailForm';

interface StepProps {
  campaign: Campaign;
  message: CampaignMessage | undefined;
  onNext: () => void;
}

const noBlocks: MailDocument = { blocks: [] };

/** The mail: made of blocks, or a plain text like a letter. */
export function MessageStep({ campaign, message, onNext }: StepProps) {
  const queryClient = useQueryClient();
  const settings = (message?.settings ?? {}) as Record<string, unknown>;
  const stored = isMailDocument(settings.document) ? settings.document : undefined;
  const [chosen, setChosen] = useState(message !== undefined);
  const form = useApiForm({
    initialValues: {
      subject_line: message?.subject_line ?? '',
      preheader: typeof settings.preheader === 'string' ? settings.preheader : '',
      message_content: stored ? '' : (message?.message_content ?? ''),
      document: stored ?? noBlocks,
      designed: stored !== undefined,
    },
    validate: {
      subject_line: required,
      message_content: (text, { designed }) => (designed ? null : required(text)),
    },
    send: async ({ subject_line, preheader, message_content, document, designed }) => {
      const id = campaign.id;
      const { document: _before, ...others } = settings;
      const content = {
        subject_line,
        message_content: designed ? '' : message_content,
        settings: { ...others, preheader, ...(designed && { document }) } as never,
      };
      if (message)
        await api.PATCH('/api/campaigns/{id}/messages/{message_id}', {
          params: { path: { id, message_id: message.id } },
          headers: ifMatch(message.version),
          body: content,
        });
      else
        await api.POST('/api/campaigns/{id}/messages', {
          params: { path: { id } },
          body: { message_name: campaign.name, channel: 'email', ...content },
        });
      await queryClient.invalidateQueries({ queryKey: ['campaigns'] });
      onNext();
    },
  });
  if (!chosen)
    return (
      <ChooseStart
        onTemplate={({ subject, preheader, document }) => {
          form.setValues({ subject_line: subject, preheader, document, designed: true });
          setChosen(true);
        }}
        onText={() => setChosen(true)}
      />
    );
  return <MailForm form={form} onChooseAgain={() => setChosen(false)} />;
}
