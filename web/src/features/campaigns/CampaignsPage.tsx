import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconSpeakerphone } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRole } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { formatInstant } from '@/shared/lib/time';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  type ListColumn,
  ListSkeleton,
  ListTable,
  Page,
  PageHeader,
  RelativeTime,
  ShowMore,
} from '@/shared/ui';
import { type Campaign, campaignsQuery } from './api';
import { CampaignState } from './CampaignState';
import { NewCampaign } from './NewCampaign';
import { useOfReached } from './rates';

const route = getRouteApi('/app/campaigns');

/** All campaigns: what is being written, what goes out, what became of the others. */
export default function CampaignsPage() {
  const { t } = useLingui();
  const mayAdd = useRole('member');
  const { new: asked } = route.useSearch();
  const campaigns = useInfiniteQuery(campaignsQuery);
  const rows = rowsOf(campaigns.data);
  return (
    <Page>
      <PageHeader
        compact
        title={t`Campaigns`}
        description={<Trans>Messages to many people, each in their own words.</Trans>}
        actions={mayAdd && <NewCampaign asked={asked} />}
      />
      {campaigns.isPending && <ListSkeleton />}
      {campaigns.isError && !campaigns.data && (
        <ErrorState error={campaigns.error} onRetry={campaigns.refetch} />
      )}
      {campaigns.data && rows.length === 0 && (
        <EmptyState icon={IconSpeakerphone} title={t`No campaigns yet`}>
          <Trans>
            Choose a segment, write what you want to say, and see before anything leaves who gets it
            and who does not.
          </Trans>
        </EmptyState>
      )}
      {rows.length > 0 && <Campaigns campaigns={rows} />}
      <ShowMore query={campaigns} mt="sm" />
    </Page>
  );
}

function Campaigns({ campaigns }: { campaigns: Campaign[] }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const ofReached = useOfReached();
  const columns: ListColumn<Campaign>[] = [
    { title: t`Name`, cell: (campaign) => <Name campaign={campaign} /> },
    { title: t`State`, cell: ({ status }) => <CampaignState status={status} /> },
    {
      title: t`People`,
      figure: true,
      cell: ({ status, ledger }) =>
        status === 'draft' ? '–' : formatNumber(ledger.total - ledger.skipped, locale),
    },
    {
      title: t`Opened`,
      figure: true,
      wide: true,
      cell: ({ ledger }) => ofReached(ledger.opened, ledger),
    },
    {
      title: t`Clicked`,
      figure: true,
      wide: true,
      cell: ({ ledger }) => ofReached(ledger.clicked, ledger),
    },
    { title: t`When`, wide: true, cell: (row) => <When campaign={row} locale={locale} /> },
  ];
  return <ListTable label={t`Campaigns`} columns={columns} rows={campaigns} />;
}

function Name({ campaign }: { campaign: Campaign }) {
  return (
    <>
      <LinkAnchor to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} fw={550}>
        {campaign.name}
      </LinkAnchor>
      {campaign.description && (
        <Text size="sm" c="dimmed" lineClamp={1}>
          {campaign.description}
        </Text>
      )}
    </>
  );
}

function When({ campaign, locale }: { campaign: Campaign; locale: string }) {
  if (campaign.status === 'scheduled' && campaign.start_date)
    return formatInstant(campaign.start_date, locale);
  return (
    <RelativeTime instant={campaign.finished_at ?? campaign.started_at ?? campaign.updated_at} />
  );
}
