import { useLingui } from '@lingui/react/macro';
import { Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { ListSkeleton, Page, PageHeader, RecordOnItsWay } from '@/shared/ui';
import { campaignQuery } from './api';
import { CampaignMenu } from './CampaignMenu';
import { CampaignState } from './CampaignState';
import { Draft } from './draft/Draft';
import { RunActions } from './run/RunActions';

// Whoever writes a campaign does not watch it yet.
const Run = lazy(async () => ({ default: (await import('./run/Run')).Run }));

const route = getRouteApi('/app/campaigns/$campaignId');

/** One campaign: written step by step while it is a draft, watched from then on. */
export default function CampaignPage() {
  const { t } = useLingui();
  const { campaignId } = route.useParams();
  const { step, ...runSearch } = route.useSearch();
  const navigate = route.useNavigate();
  const { data, isPending, error, refetch } = useQuery(campaignQuery(campaignId));
  const back = { to: '/campaigns', label: t`Campaigns` } as const;
  if (isPending || (error && !data))
    return <RecordOnItsWay title={t`Campaign`} back={back} error={error} onRetry={refetch} />;
  const isDraft = data.status === 'draft';
  return (
    <Page>
      <PageHeader
        title={data.name}
        back={back}
        description={
          <Group gap={8} component="span">
            <CampaignState status={data.status} />
            {data.description}
          </Group>
        }
        actions={
          <>
            <CampaignMenu campaign={data} />
            {!isDraft && <RunActions campaign={data} />}
          </>
        }
      />
      {isDraft ? (
        <Draft
          key={data.id}
          campaign={data}
          step={step ?? 'audience'}
          onStep={(next) => void navigate({ search: { step: next } })}
        />
      ) : (
        <Suspense fallback={<ListSkeleton />}>
          <Run
            campaign={data}
            search={runSearch}
            onSearch={(search) => void navigate({ search, replace: true })}
          />
        </Suspense>
      )}
    </Page>
  );
}
