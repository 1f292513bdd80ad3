import { Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { dayOf } from '@/shared/lib/localTime';
import { startOfDay } from '@/shared/lib/time';
import {
  EmptyState,
  ErrorState,
  LinkButton,
  ListSkeleton,
  Page,
  PageHeader,
  Section,
} from '@/shared/ui';
import { funnelQuery } from './api';
import { FunnelStages } from './FunnelStages';

const dayMs = 86_400_000;

/** How many people come into each stage of the journey, how many go on, and how long it takes them. */
export default function FunnelPage() {
  const { t } = useLingui();
  const [days, setDays] = useState('90');
  const from = startOfDay(dayOf(Date.now() - Number(days) * dayMs));
  const query = useQuery({ ...funnelQuery({ from }), placeholderData: keepPreviousData });
  const { data, error, refetch } = query;
  const empty = data?.stages.every(({ entered, there_now }) => entered + there_now === 0);
  return (
    <Page width="reading">
      <PageHeader
        title={t`Journey`}
        description={
          <Trans>
            From strangers to people who recommend you: where they stand, and where they stop.
          </Trans>
        }
        actions={
          <LinkButton to="/settings/journey" variant="default">
            <Trans>Rules that move people</Trans>
          </LinkButton>
        }
      />
      <Section
        title={t`Who came into each stage`}
        action={
          <SegmentedControl
            size="xs"
            aria-label={t`Time`}
            data={[
              { value: '30', label: t`30 days` },
              { value: '90', label: t`90 days` },
              { value: '365', label: t`12 months` },
            ]}
            value={days}
            onChange={setDays}
          />
        }
      >
        {error && !data && <ErrorState error={error} onRetry={refetch} compact />}
        {!data && !error && <ListSkeleton rows={5} />}
        {data && empty && (
          <EmptyState icon={IconFilter} title={t`Nobody is on their way yet`} compact>
            <Trans>
              Everybody you add begins in awareness. Import your contacts to see them here.
            </Trans>
          </EmptyState>
        )}
        {data && !empty && <FunnelStages funnel={data} />}
      </Section>
    </Page>
  );
}
