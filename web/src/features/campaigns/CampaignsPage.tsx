import { Trans, useLingui } from '@lingui/react/macro';
import { Table, Text } from '@mantine/core';
import { IconSpeakerphone } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { formatInstant } from '@/shared/lib/time';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  ListSkeleton,
  Page,
  PageHeader,
  RelativeTime,
  ShowMore,
} from '@/shared/ui';
import { type Campaign, campaignsQuery } from './api';
import { CampaignState } from './CampaignState';
import classes from './campaigns.module.css';
import { NewCampaign } from './NewCampaign';

/** All campaigns: what is being written, what goes out, what became of the others. */
export default function CampaignsPage() {
  const { t } = useLingui();
  const mayAdd = useRole('member');
  const campaigns = useInfiniteQuery(campaignsQuery);
  const rows = rowsOf(campaigns.data);
  return (
    <Page>
      <PageHeader
        compact
        title={t`Campaigns`}
        description={<Trans>Messages to many people, each in their own words.</Trans>}
        actions={mayAdd && <NewCampaign />}
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
  return (
    <div className={classes.card}>
      <Table aria-label={t`Campaigns`} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <Trans>Name</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>State</Trans>
            </Table.Th>
            <Table.Th className={classes.figure}>
              <Trans>People</Trans>
            </Table.Th>
            <Table.Th className={classes.wideFigure}>
              <Trans>Opened</Trans>
            </Table.Th>
            <Table.Th className={classes.wideFigure}>
              <Trans>Clicked</Trans>
            </Table.Th>
            <Table.Th className={classes.wide}>
              <Trans>When</Trans>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {campaigns.map((campaign) => (
            <CampaignRow key={campaign.id} campaign={campaign} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function CampaignRow({ campaign }: { campaign: Campaign }) {
  const locale = useFormatLocale();
  const { ledger } = campaign;
  const fromDraft = campaign.status === 'draft';
  const figure = (count: number) => (fromDraft ? '–' : formatNumber(count, locale));
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <LinkAnchor to="/campaigns/$campaignId" params={{ campaignId: campaign.id }} fw={550}>
          {campaign.name}
        </LinkAnchor>
        {campaign.description && (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {campaign.description}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <CampaignState status={campaign.status} />
      </Table.Td>
      <Table.Td className={classes.figure}>{figure(ledger.total - ledger.skipped)}</Table.Td>
      <Table.Td className={classes.wideFigure}>{figure(ledger.opened)}</Table.Td>
      <Table.Td className={classes.wideFigure}>{figure(ledger.clicked)}</Table.Td>
      <Table.Td className={classes.wide}>
        <When campaign={campaign} locale={locale} />
      </Table.Td>
    </Table.Tr>
  );
}

function When({ campaign, locale }: { campaign: Campaign; locale: string }) {
  if (campaign.status === 'scheduled' && campaign.start_date)
    return formatInstant(campaign.start_date, locale);
  return (
    <RelativeTime instant={campaign.finished_at ?? campaign.started_at ?? campaign.updated_at} />
  );
}
