import { Trans, useLingui } from '@lingui/react/macro';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney, formatNumber } from '@/shared/lib/numbers';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  ListSkeleton,
  Row,
  RowList,
  Section,
} from '@/shared/ui';
import { performanceQuery, type Segment, type SegmentPerformance, usesQuery } from './api';
import { Newcomers } from './Newcomers';
import { OverTime } from './OverTime';
import { Reach } from './Reach';
import classes from './segments.module.css';

/** How the segment developed, whom one can reach, and what relies on it. */
export function Growth({ segment }: { segment: Segment }) {
  const { data, error, refetch } = useQuery(performanceQuery(segment.id));
  if (error && !data) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <ListSkeleton />;
  return (
    <>
      <Figures performance={data} />
      <Reach channels={data.channels} />
      <div className={classes.chart}>
        <OverTime query={{ data, error, refetch }} />
      </div>
      <Newcomers segment={segment} />
      <Uses segment={segment} />
    </>
  );
}

function Figures({ performance }: { performance: SegmentPerformance }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { contact_count, average_score, active_in_30_days, currency } = performance;
  const number = (value: number) => formatNumber(value, locale);
  const money = (amount: string) => formatMoney(amount, currency, locale);
  const figures = [
    { label: t`People`, value: number(contact_count) },
    { label: t`Active in the last 30 days`, value: number(active_in_30_days) },
    ...(average_score === null
      ? []
      : [{ label: t`Average engagement`, value: number(Math.round(average_score)) }]),
    { label: t`Revenue from them so far`, value: money(performance.revenue) },
    { label: t`Of it in the last 30 days`, value: money(performance.revenue_in_30_days) },
  ];
  return (
    <dl className={classes.figures}>
      {figures.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Uses({ segment }: { segment: Segment }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(usesQuery(segment.id));
  return (
    <Section title={t`Where it is used`} flush>
      {error && <ErrorState error={error} onRetry={refetch} compact />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconLink} title={t`Used nowhere yet`} compact>
          <Trans>
            Other segments, saved views and campaigns that ask for this one appear here.
          </Trans>
        </EmptyState>
      )}
      <RowList label={t`Where it is used`}>
        {data?.items.map((use) => (
          <Row key={use.id} title={<UseLink use={use} />} />
        ))}
      </RowList>
    </Section>
  );
}

function UseLink({ use }: { use: { kind: string; id: string; name: string } }) {
  if (use.kind === 'segment')
    return (
      <LinkAnchor to="/segments/$segmentId" params={{ segmentId: use.id }}>
        {use.name}
      </LinkAnchor>
    );
  if (use.kind === 'view')
    return (
      <LinkAnchor to="/contacts" search={{ view: use.id }}>
        {use.name}
      </LinkAnchor>
    );
  if (use.kind === 'campaign')
    return (
      <LinkAnchor to="/campaigns/$campaignId" params={{ campaignId: use.id }}>
        {use.name}
      </LinkAnchor>
    );
  return <span>{use.name}</span>;
}
