import { Trans, useLingui } from '@lingui/react/macro';
import { MultiSelect, Stack, Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { BlockSkeleton, ErrorState, Section } from '@/shared/ui';
import { openCampaignsQuery, type Segment } from './api';
import { useChangeSegment } from './useChangeSegment';

const mostCampaigns = 20;

/** Which campaigns write to whoever comes into the segment. Only who may send decides that. */
export function Newcomers({ segment }: { segment: Segment }) {
  const { t } = useLingui();
  const maySend = useRole('manager');
  const campaigns = useQuery(openCampaignsQuery);
  const { auto_add_to_campaigns: on, default_campaigns: chosen } = segment;
  return (
    <Section
      title={t`Write to newcomers`}
      description={
        <Trans>
          Whoever comes into this segment from now on also gets these campaigns, each message once.
          Who is in it already is not written to.
        </Trans>
      }
    >
      {campaigns.error && !campaigns.data && (
        <ErrorState error={campaigns.error} onRetry={campaigns.refetch} compact />
      )}
      {!campaigns.data && !campaigns.error && <BlockSkeleton height={80} />}
      {campaigns.data && (
        <Choice
          key={`${on} ${chosen.join()}`}
          segment={segment}
          maySend={maySend}
          campaigns={campaigns.data}
        />
      )}
    </Section>
  );
}

interface ChoiceProps {
  segment: Segment;
  maySend: boolean;
  campaigns: { id: string; name: string }[];
}

function Choice({ segment, maySend, campaigns }: ChoiceProps) {
  const { t } = useLingui();
  const save = useChangeSegment(segment);
  const { auto_add_to_campaigns: on, default_campaigns: chosen } = segment;
  const known = new Set(campaigns.map(({ id }) => id));
  const shown = chosen.filter((id) => known.has(id));
  return (
    <Stack gap="sm">
      <Switch
        label={t`Add newcomers to campaigns`}
        checked={on}
        disabled={!maySend || save.isPending}
        onChange={({ currentTarget }) =>
          save.mutate({
            auto_add_to_campaigns: currentTarget.checked,
            default_campaigns: shown,
          })
        }
      />
      <MultiSelect
        label={t`Campaigns`}
        placeholder={shown.length === 0 ? t`Choose campaigns` : undefined}
        disabled={!maySend || !on || save.isPending}
        data={campaigns.map(({ id, name }) => ({ value: id, label: name }))}
        value={shown}
        maxValues={mostCampaigns}
        searchable
        hidePickedOptions
        nothingFoundMessage={t`No campaign is open`}
        onChange={(next) => save.mutate({ default_campaigns: next })}
      />
      <Text size="sm" c="dimmed">
        <Trans>
          Only campaigns that run take newcomers, and they stay open for them: until their end date,
          or until you take them away here. Consent and the list of whom not to write to count as
          always.
        </Trans>
      </Text>
      {!maySend && (
        <Text size="sm" c="dimmed">
          <Trans>A manager decides who is written to.</Trans>
        </Text>
      )}
    </Stack>
  );
}
