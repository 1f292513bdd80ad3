import { Trans } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { type Campaign, messagesQuery } from '../api';
import { sendersQuery, senderTermsQuery } from '../senders/api';

/** That its sender has sent what it may in a day. */
export function DailyLimit({ campaign }: { campaign: Campaign }) {
  const locale = useFormatLocale();
  const { data: messages } = useQuery(messagesQuery(campaign.id));
  const { data: senders } = useQuery(sendersQuery);
  const wanted = (messages?.items[0]?.settings as { sender_id?: string } | undefined)?.sender_id;
  const sender = senders?.items.find(({ id, is_default }) => (wanted ? id === wanted : is_default));
  const { data: terms } = useQuery({
    ...senderTermsQuery(sender?.id ?? ''),
    enabled: sender !== undefined,
  });
  const limit = terms?.daily_limit ?? terms?.provider_limit;
  if (!terms || !limit || terms.sent_in_a_day < limit) return null;
  const mails = formatNumber(limit, locale);
  return <Trans>Its sender may send {mails} mails a day, and has sent them.</Trans>;
}
