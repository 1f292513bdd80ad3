import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { FigureTable } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import { Section } from '@/shared/ui';
import { type Campaign, metricsQuery } from '../api';

/** Message by message, once there are several. */
export function MessageFigures({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { data } = useQuery(metricsQuery(campaign.id));
  if (!data || data.messages.length < 2) return null;
  const share = (count: number, of: number) =>
    of > 0 ? `${formatNumber(count, locale)} · ${formatShare(count / of, locale)}` : '–';
  return (
    <Section title={t`Message by message`}>
      <FigureTable
        label={t`Message by message`}
        head={[t`Message`, t`Reached`, t`Opened`, t`Clicked`, t`Unsubscribed`, t`Bounced`]}
        rows={data.messages.map(({ message_id, message_name, ledger }) => {
          const reached = ledger.sent + ledger.delivered;
          return {
            key: message_id,
            cells: [
              message_name,
              formatNumber(reached, locale),
              share(ledger.opened, reached),
              share(ledger.clicked, reached),
              share(ledger.unsubscribed, reached),
              formatNumber(ledger.bounced, locale),
            ],
          };
        })}
      />
    </Section>
  );
}
