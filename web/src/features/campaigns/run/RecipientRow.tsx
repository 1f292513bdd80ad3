import { Trans, useLingui } from '@lingui/react/macro';
import { Table, Text } from '@mantine/core';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { LinkAnchor } from '@/shared/ui';
import type { Execution } from '../api';
import classes from '../campaigns.module.css';
import { useSkipWords, useStateWords } from '../words';

/** One person's message: where it went, what became of it. */
export function RecipientRow({ row }: { row: Execution }) {
  const locale = useFormatLocale();
  const states = useStateWords();
  const skipWords = useSkipWords();
  const why = row.skip_reason ? skipWords(row.skip_reason) : row.error_message;
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <Recipient row={row} />
      </Table.Td>
      <Table.Td>
        {states[row.delivery_status]}
        <Reactions row={row} />
        {why && (
          <Text size="sm" c="dimmed" className={classes.name}>
            {why}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.wide}>
        {formatInstant(row.sent_at ?? row.scheduled_for, locale)}
      </Table.Td>
    </Table.Tr>
  );
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
