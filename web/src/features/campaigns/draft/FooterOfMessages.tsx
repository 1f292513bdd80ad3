import { useLingui } from '@lingui/react/macro';
import { useRole } from '@/features/accounts';
import { api, ifMatch } from '@/shared/api';
import { useSave } from '@/shared/ui';
import type { Campaign, CampaignMessage } from '../api';
import { type MissingPart, withFooter } from '../editor/footer';
import { MissingFooter } from '../editor/MissingFooter';
import { contentOf, mailValuesOf } from './mailValues';
import { missingFooters } from './useRehearse';

interface FooterOfMessagesProps {
  campaign: Campaign;
  messages: CampaignMessage[];
  /** Of the rehearsal that was asked for. */
  error: unknown;
  onInserted: () => void;
}

/** The rehearsal was refused because mails lack their footer: one click puts it there. */
export function FooterOfMessages({ campaign, messages, error, onInserted }: FooterOfMessagesProps) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const missing = missingFooters(error);
  const insert = useSave(
    async () => {
      const active = messages.filter(({ is_active }) => is_active);
      for (const [index, message] of active.entries()) {
        const its = missing.filter(({ field }) => field.startsWith(`messages[${index}].`));
        if (its.length > 0) await insertFooter(campaign.id, message, its, t`Unsubscribe`);
      }
      onInserted();
    },
    { refetch: [['campaigns']] },
  );
  return (
    <MissingFooter
      missing={missing}
      pending={insert.isPending}
      {...(mayEdit && { onInsert: () => insert.mutate() })}
    />
  );
}

function insertFooter(id: string, message: CampaignMessage, missing: MissingPart[], label: string) {
  const values = mailValuesOf(message);
  const made = { ...values, ...withFooter(values, missing, label) };
  const { media_attachments: _asTheyAre, ...content } = contentOf(made, message);
  return api.PATCH('/api/campaigns/{id}/messages/{message_id}', {
    params: { path: { id, message_id: message.id } },
    headers: ifMatch(message.version),
    body: content,
  });
}
