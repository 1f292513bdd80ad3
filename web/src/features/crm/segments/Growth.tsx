import { Trans, useLingui } from '@lingui/react/macro';
import { Table, Text } from '@mantine/core';
import { IconChartLine, IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney, formatNumber } from '@/shared/lib/numbers';
import { formatDate } from '@/shared/lib/time';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  ListSkeleton,
  Row,
  RowList,
  Section,
} from '@/shared/ui';
import {
  performanceQuery,
  type Segment,
  type SegmentDay,
  type SegmentPerformance,
  usesQuery,
} from './api';
import { Reach } from './Reach';
import { SizeChart } from './SizeChart';
import classes from './segments.module.css';

/** How the segment developed, whom one can reach, and what relies on it. */
export function Growth({ segment }: { segment: Segment }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(performanceQuery(segment.id));
  if (error && !data) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <ListSkeleton />;
  return (
    <>
      <Figures performance={data} />
      <Reach channels={data.channels} />
      <Section title={t`Size over time`}>
        {data.days.length < 2 ? (
          <EmptyState icon={IconChartLine} title={t`Nothing to draw yet`} compact>
            <Trans>Each day adds a point: how many people are in it, who came and who left.</Trans>
          </EmptyState>
        ) : (
          <>
            <SizeChart days={data.days} />
            <DayTable days={data.days} currency={data.currency} />
          </>
        )}
      </Section>
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

/** The chart's numbers, for who cannot see it and for who wants them exactly. */
function DayTable({ days, currency }: { days: SegmentDay[]; currency: string }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  return (
    <details>
      <Text component="summary" size="sm" c="dimmed" mt="sm">
        <Trans>Show as a table</Trans>
      </Text>
      <div className={classes.scroll}>
        <Table aria-label={t`Size over time`}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>
                <Trans>Day</Trans>
              </Table.Th>
              <Table.Th className={classes.figure}>
                <Trans>People</Trans>
              </Table.Th>
              <Table.Th className={classes.figure}>
                <Trans>Came</Trans>
              </Table.Th>
              <Table.Th className={classes.figure}>
                <Trans>Left</Trans>
              </Table.Th>
              <Table.Th className={classes.figure}>
                <Trans>Engagement</Trans>
              </Table.Th>
              <Table.Th className={classes.figure}>
                <Trans>Revenue</Trans>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {days.toReversed().map((one) => (
              <Table.Tr key={one.day}>
                <Table.Td>{formatDate(one.day, locale)}</Table.Td>
                <Table.Td className={classes.figure}>
                  {formatNumber(one.contact_count, locale)}
                </Table.Td>
                <Table.Td className={classes.figure}>{formatNumber(one.entered, locale)}</Table.Td>
                <Table.Td className={classes.figure}>
                  {formatNumber(one.left_count, locale)}
                </Table.Td>
                <Table.Td className={classes.figure}>
                  {one.average_score === null
                    ? '–'
                    : formatNumber(Math.round(one.average_score), locale)}
                </Table.Td>
                <Table.Td className={classes.figure}>
                  {formatMoney(one.revenue, currency, locale)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </details>
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
