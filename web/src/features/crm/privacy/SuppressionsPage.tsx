import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Select } from '@mantine/core';
import { IconMailCheck, IconMailOff, IconPlus } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import { EmptyState, ListSection, Page, PageHeader, SearchInput, ShowMore } from '@/shared/ui';
import { AddSuppression } from './AddSuppression';
import { type SuppressionChannel, suppressionsQuery } from './api';
import classes from './privacy.module.css';
import { SuppressionRow } from './SuppressionRow';
import { useChannelWords } from './words';

/** Addresses that get no messages, whoever they belong to. */
export default function SuppressionsPage() {
  const { t } = useLingui();
  const mayEdit = useRole('manager');
  const channels = useChannelWords();
  const [adding, setAdding] = useState(false);
  const [address, setAddress] = useState('');
  const [channel, setChannel] = useState<SuppressionChannel | null>(null);
  return (
    <Page width="reading">
      <PageHeader
        title={t`Do not write to`}
        description={
          <Trans>
            Nobody on this list gets campaigns. People who unsubscribe or were erased come here by
            themselves.
          </Trans>
        }
        actions={
          mayEdit && (
            <Button
              leftSection={<IconPlus size={16} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              <Trans>Add an address</Trans>
            </Button>
          )
        }
      />
      <div className={classes.toolbar}>
        <SearchInput
          className={classes.lookUp}
          label={t`Look up a whole address or number`}
          maxLength={254}
          value={address}
          onChange={setAddress}
        />
        <Select
          aria-label={t`Channel`}
          placeholder={t`All channels`}
          clearable
          data={Object.entries(channels).map(([value, label]) => ({ value, label }))}
          value={channel}
          onChange={(next) => setChannel(next as SuppressionChannel | null)}
        />
      </div>
      <Entries address={address.trim()} channel={channel} mayEdit={mayEdit} />
      {adding && <AddSuppression onClose={() => setAdding(false)} />}
    </Page>
  );
}

interface EntriesProps {
  address: string;
  channel: SuppressionChannel | null;
  mayEdit: boolean;
}

function Entries({ address, channel, mayEdit }: EntriesProps) {
  const { t } = useLingui();
  const query = useInfiniteQuery(
    suppressionsQuery({ address: address || undefined, channel: channel ?? undefined }),
  );
  return (
    <ListSection
      title={t`On the list`}
      query={query}
      items={query.data && rowsOf(query.data)}
      empty={<Nobody address={address} />}
      row={(entry) => (
        <SuppressionRow
          key={entry.id}
          entry={entry}
          unnamed={address || undefined}
          mayEdit={mayEdit}
        />
      )}
    >
      <ShowMore query={query} />
    </ListSection>
  );
}

function Nobody({ address }: { address: string }) {
  const { t } = useLingui();
  if (address)
    return (
      <EmptyState icon={IconMailCheck} title={t`${address} is not on the list`} compact>
        <Trans>Of erased people only a code is left, so only whole addresses are found.</Trans>
      </EmptyState>
    );
  return (
    <EmptyState icon={IconMailOff} title={t`Nobody is on the list`} compact>
      <Trans>Add whoever told you that they want no more messages.</Trans>
    </EmptyState>
  );
}
