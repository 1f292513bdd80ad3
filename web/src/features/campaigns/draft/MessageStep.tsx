import { useLingui } from '@lingui/react/macro';
import { IconTemplate } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { useApiForm } from '@/shared/ui';
import type { Campaign, CampaignMessage } from '../api';
import classes from '../campaigns.module.css';
import { isMailDocument, type MailDocument } from '../editor/mailDocument';
import { KeepTemplate } from '../templates/KeepTemplate';
import { ChooseStart } from './ChooseStart';
import { Delivery, type DeliveryValues } from './Delivery';
import { MailForm, type MailValues } from './MailForm';

interface StepProps {
  campaign: Campaign;
  message: CampaignMessage | undefined;
  onNext: () => void;
}

const noBlocks: MailDocument = { blocks: [] };

/** The mail: made of blocks, or a plain text like a letter. */
export function MessageStep({ campaign, message, onNext }: StepProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const settings = (message?.settings ?? {}) as Record<string, unknown>;
  const stored = isMailDocument(settings.document) ? settings.document : undefined;
  const [chosen, setChosen] = useState(message !== undefined);
  const [delivery, setDelivery] = useState<DeliveryValues>({
    sender_id: textOf(settings.sender_id),
    reply_to: textOf(settings.reply_to),
  });
  const form = useApiForm({
    initialValues: {
      subject_line: message?.subject_line ?? '',
      preheader: textOf(settings.preheader),
      message_content: stored ? '' : (message?.message_content ?? ''),
      document: stored ?? noBlocks,
      designed: stored !== undefined,
    },
    validate: {
      subject_line: required,
      message_content: (text, { designed }) => (designed ? null : required(text)),
    },
    send: async (values) => {
      const id = campaign.id;
      const content = contentOf(values, settings, delivery);
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
  const { subject_line, message_content, designed } = form.values;
  const isWritten = subject_line !== '' && (designed || message_content !== '');
  return (
    <>
      <Delivery
        values={delivery}
        onChange={setDelivery}
        draft={isWritten ? contentOf(form.values, settings, delivery) : undefined}
        actions={
          designed &&
          form.values.document.blocks.length > 0 && (
            <KeepTemplate
              label={t`Keep as a template`}
              icon={<IconTemplate size={16} aria-hidden />}
              name={campaign.name}
              content={{
                subject: subject_line,
                preheader: form.values.preheader,
                document: form.values.document,
              }}
            />
          )
        }
      />
      <div className={classes.letter}>
        <MailForm form={form} onChooseAgain={() => setChosen(false)} />
      </div>
    </>
  );
}

const textOf = (setting: unknown) => (typeof setting === 'string' ? setting : '');

/** As the server takes it: with what it knows of the message beside what stands in the form. */
function contentOf(
  { subject_line, preheader, message_content, document, designed }: MailValues,
  settings: Record<string, unknown>,
  { sender_id, reply_to }: DeliveryValues,
) {
  const { document: _before, ...others } = settings;
  return {
    subject_line,
    message_content: designed ? '' : message_content,
    settings: {
      ...others,
      preheader,
      sender_id: sender_id || null,
      reply_to: reply_to.trim(),
      ...(designed && { document }),
    } as never,
  };
}
