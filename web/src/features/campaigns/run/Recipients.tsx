import { Trans, useLingui } from '@lingui/react/macro';
import { Select, Table, Text } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { rowsOf } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { ErrorState, LinkAnchor, ListSkeleton, Section, ShowMore } from '@/shared/ui';
import { type Campaign, type DeliveryStatus, type Execution, executionsQuery } from '../api';
import classes from '../campaigns.module.css';
import { useSkipWords, useStateWords } from '../words';

/** Person by person: what became of it, and why. */
export function Recipients({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const words = useStateWords();
  const [state, setState] = useState<DeliveryStatus>();
  const rows = useInfiniteQuery(executionsQuery(campaign.id, state));
  const shown = rowsOf(rows.data);
  return (
    <Section
      flush
      title={t`People`}
      action={
        <Select
          aria-label={t`Show`}
          placeholder={t`Everybody`}
          clearable
          clearButtonProps={{ 'aria-label': t`Clear` }}
          data={Object.entries(words).map(([value, label]) => ({ value, label }))}
          value={state ?? null}
          onChange={(next) => setState((next ?? undefined) as DeliveryStatus | undefined)}
          w={170}
        />
      }
    >
      {rows.isPending && <ListSkeleton rows={5} />}
      {rows.isError && <ErrorState error={rows.error} onRetry={rows.refetch} />}
      {rows.data && shown.length === 0 && (
        <Text c="dimmed" p="md">
          <Trans>Nobody here.</Trans>
        </Text>
      )}
      {shown.length > 0 && (
        <Table aria-label={t`People`} verticalSpacing="xs" horizontalSpacing="md">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <Trans>Address</Trans>
              </Table.Th>
              <Table.Th>
                <Trans>What became of it</Trans>
              </Table.Th>
              <Table.Th className={classes.wide}>
                <Trans>When</Trans>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {shown.map((row) => (
              <RecipientRow key={row.id} row={row} />
            ))}
          </Table.Tbody>
        </Table>
      )}
      <ShowMore query={rows} />
    </Section>
  );
}

function RecipientRow({ row }: { row: Execution }) {
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
        {why && (
          <Text size="sm" c="dimmed">
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
      <Text c="dimmed">
        <Trans>Erased since</Trans>
      </Text>
    );
  return (
    <LinkAnchor to="/contacts/$contactId" params={{ contactId: row.contact_id }}>
      {row.address ?? <Trans>No address</Trans>}
    </LinkAnchor>
  );
}
