import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { SentContent } from '@/features/mail';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { LinkAnchor, type ListColumn } from '@/shared/ui';
import type { Execution } from '../api';
import classes from '../campaigns.module.css';
import { useSkipWords, useStateWords } from '../words';

/** One person's message: where it went, what became of it. */
export function useRecipientColumns(campaignId: string): ListColumn<Execution>[] {
  const { t } = useLingui();
  const locale = useFormatLocale();
  return [
    { title: t`Address`, cell: (row) => <Recipient row={row} /> },
    { title: t`What became of it`, cell: (row) => <Outcome row={row} campaignId={campaignId} /> },
    {
      title: t`When`,
      wide: true,
      cell: ({ sent_at, scheduled_for }) => formatInstant(sent_at ?? scheduled_for, locale),
    },
  ];
}

function Recipient({ row }: { row: Execution }) {
  if (!row.contact_id)
    return (
      <Text c="dimmed" inherit>
        <Trans>Erased since</Trans>
      </Text>
    );
  return (
    <LinkAnchor to="/contacts/$contactId" params={{ contactId: row.contact_id }} inherit>
      {row.address ?? <Trans>No address</Trans>}
    </LinkAnchor>
  );
}

function Outcome({ row, campaignId }: { row: Execution; campaignId: string }) {
  const states = useStateWords();
  const skipWords = useSkipWords();
  const why = row.skip_reason ? skipWords(row.skip_reason) : row.error_message;
  return (
    <>
      {states[row.delivery_status]}
      <Reactions row={row} />
      {row.sent_at && row.contact_id && (
        <div>
          <SentContent campaignId={campaignId} executionId={row.id} />
        </div>
      )}
      {why && (
        <Text size="sm" c="dimmed" className={classes.why}>
          {why}
        </Text>
      )}
    </>
  );
}

/** What the person did, the most telling first. */
function Reactions({ row }: { row: Execution }) {
  const { t } = useLingui();
  const done = [
    row.unsubscribed_at && t`unsubscribed`,
    row.clicked_at && t`clicked`,
    row.opened_at && !row.clicked_at && t`opened`,
  ].filter(Boolean);
  if (done.length === 0) return null;
  return (
    <Text component="span" size="sm" c="dimmed">
      {` · ${done.join(' · ')}`}
    </Text>
  );
}
