import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { LinkAnchor, Section } from '@/shared/ui';
import { type Campaign, recentCampaignsQuery } from './api';
import { CampaignState } from './CampaignState';
import classes from './campaigns.module.css';
import { useOfReached } from './rates';

/** The last few that went out, go out or are planned; nothing while there are none. */
export function RecentCampaigns() {
  const { t } = useLingui();
  const { data: campaigns } = useQuery(recentCampaignsQuery);
  if (!campaigns?.length) return null;
  return (
    <Section
      title={t`Campaigns`}
      flush
      action={
        <LinkAnchor to="/campaigns" size="sm">
          <Trans>All campaigns</Trans>
        </LinkAnchor>
      }
    >
      <ul className={classes.recent} aria-label={t`Campaigns`}>
        {campaigns.map((campaign) => (
          <li key={campaign.id}>
            <Row campaign={campaign} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Row({ campaign: { id, name, status, ledger } }: { campaign: Campaign }) {
  const ofReached = useOfReached();
  const opened = ofReached(ledger.opened, ledger);
  const clicked = ofReached(ledger.clicked, ledger);
  return (
    <Link to="/campaigns/$campaignId" params={{ campaignId: id }}>
      <div>
        <Text fw={550} truncate>
          {name}
        </Text>
        {ledger.opened > 0 && (
          <Text size="sm" c="dimmed">
            <Trans>
              Opened {opened}, clicked {clicked}
            </Trans>
          </Text>
        )}
      </div>
      <CampaignState status={status} />
    </Link>
  );
}
