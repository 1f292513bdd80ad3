import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Select, Text } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { PersonPicker } from '@/features/crm';
import { rowsOf } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { ErrorState, ListSkeleton, ListTable, ShowMore } from '@/shared/ui';
import { type Campaign, type DeliveryStatus, executionsQuery, metricsQuery } from '../api';
import classes from '../campaigns.module.css';
import type { RunSearch } from '../search';
import { useSkipWords, useStateWords } from '../words';
import { ExportRecipients } from './ExportRecipients';
import { useRecipientColumns } from './recipientColumns';

interface RecipientsProps {
  campaign: Campaign;
  search: RunSearch;
  onSearch: (search: RunSearch) => void;
}

/** Person by person: what became of it, and why. */
export function Recipients({ campaign, search, onSearch }: RecipientsProps) {
  const { t } = useLingui();
  const { state, reason } = search;
  const [contactId, setContactId] = useState<string>();
  const rows = useInfiniteQuery(
    executionsQuery(campaign.id, {
      delivery_status: state,
      skip_reason: reason,
      contact_id: contactId,
    }),
  );
  const shown = rowsOf(rows.data);
  const columns = useRecipientColumns(campaign.id);
  return (
    <>
      <div className={classes.filters}>
        <StateSelect
          campaign={campaign}
          value={state}
          onChange={(next) => onSearch({ tab: 'people', state: next })}
        />
        {(state === 'skipped' || reason) && (
          <ReasonSelect
            campaign={campaign}
            value={reason}
            onChange={(next) => onSearch({ tab: 'people', state: 'skipped', reason: next })}
          />
        )}
        <PersonPicker label={t`Look somebody up`} onPick={setContactId} />
        <ExportRecipients
          campaign={campaign}
          filter={{ delivery_status: state, skip_reason: reason }}
        />
        {contactId && (
          <Button
            variant="default"
            rightSection={<IconX size={16} aria-hidden />}
            onClick={() => setContactId(undefined)}
          >
            <Trans>Everybody again</Trans>
          </Button>
        )}
      </div>
      {rows.isPending && <ListSkeleton rows={5} />}
      {rows.isError && <ErrorState error={rows.error} onRetry={rows.refetch} />}
      {rows.data && shown.length === 0 && (
        <Text c="dimmed" py="md">
          <Trans>Nobody here.</Trans>
        </Text>
      )}
      {shown.length > 0 && <ListTable label={t`People`} columns={columns} rows={shown} />}
      <ShowMore query={rows} mt="sm" />
    </>
  );
}

interface StateSelectProps {
  campaign: Campaign;
  value: DeliveryStatus | undefined;
  onChange: (state: DeliveryStatus | undefined) => void;
}

/** Only states that somebody is in. */
function StateSelect({ campaign: { ledger }, value, onChange }: StateSelectProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const words = useStateWords();
  const states = (Object.keys(words) as DeliveryStatus[]).filter(
    (state) => ledger[state] > 0 || state === value,
  );
  return (
    <Select
      label={t`What became of it`}
      placeholder={t`Everybody`}
      clearable
      clearButtonProps={{ 'aria-label': t`Clear` }}
      data={states.map((state) => ({
        value: state,
        label: `${words[state]} · ${formatNumber(ledger[state], locale)}`,
      }))}
      value={value ?? null}
      onChange={(next) => onChange((next ?? undefined) as DeliveryStatus | undefined)}
      w={220}
    />
  );
}

interface ReasonSelectProps {
  campaign: Campaign;
  value: string | undefined;
  onChange: (reason: string | undefined) => void;
}

/** Why somebody was left out. */
function ReasonSelect({ campaign, value, onChange }: ReasonSelectProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const wordsOf = useSkipWords();
  const { data } = useQuery(metricsQuery(campaign.id));
  return (
    <Select
      label={t`Why`}
      placeholder={t`For any reason`}
      clearable
      clearButtonProps={{ 'aria-label': t`Clear` }}
      data={(data?.skipped ?? []).map(({ reason, people }) => ({
        value: reason,
        label: `${wordsOf(reason)} · ${formatNumber(people, locale)}`,
      }))}
      value={value ?? null}
      onChange={(next) => onChange(next ?? undefined)}
      w={260}
    />
  );
}
