import { useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { FigureTable } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { Section } from '@/shared/ui';
import { type Campaign, metricsQuery } from '../api';
import { reachedBy, useOfReached } from '../rates';

/** Message by message, once there are several. */
export function MessageFigures({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const ofReached = useOfReached();
  const { data } = useQuery(metricsQuery(campaign.id));
  if (!data || data.messages.length < 2) return null;
  return (
    <Section title={t`Message by message`}>
      <FigureTable
        label={t`Message by message`}
        head={[t`Message`, t`Reached`, t`Opened`, t`Clicked`, t`Unsubscribed`, t`Bounced`]}
        rows={data.messages.map(({ message_id, message_name, ledger }) => ({
          key: message_id,
          cells: [
            message_name,
            formatNumber(reachedBy(ledger), locale),
            ofReached(ledger.opened, ledger),
            ofReached(ledger.clicked, ledger),
            ofReached(ledger.unsubscribed, ledger),
            formatNumber(ledger.bounced, locale),
          ],
        }))}
      />
    </Section>
  );
}
