import { Trans, useLingui } from '@lingui/react/macro';
import { IconActivity } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { Chart, ChartSection, FigureTable, gridWithLabels } from '@/shared/charts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import { EmptyState } from '@/shared/ui';
import { downloadSheet, type ScoreDistribution, scoresQuery } from './api';

/** How many people have which engagement score. */
export function Scores({ mayTakeAway }: { mayTakeAway: boolean }) {
  const { t } = useLingui();
  return (
    <ChartSection
      title={t`Engagement`}
      description={
        <Trans>How many people have which score, from 0 (silent) to 100 (very active).</Trans>
      }
      query={useQuery(scoresQuery)}
      hasData={({ buckets }) => buckets.some(({ contacts }) => contacts > 0)}
      empty={
        <EmptyState icon={IconActivity} title={t`Nothing has happened yet`} compact>
          <Trans>Calls, visits, mails and bookings give points. They show up here.</Trans>
        </EmptyState>
      }
      chart={(data) => <Drawn buckets={data.buckets} />}
      table={(data) => <Figures buckets={data.buckets} />}
      onDownload={mayTakeAway ? () => downloadSheet('scores') : undefined}
    />
  );
}

type Buckets = ScoreDistribution['buckets'];

const nameOf = ({ from, to }: Buckets[number]) => `${from}–${to}`;

function Drawn({ buckets }: { buckets: Buckets }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const contacts = t`Contacts`;
  const option = useMemo(
    () => ({
      grid: { ...gridWithLabels, top: 16 },
      tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' }, confine: true },
      xAxis: { type: 'category', data: buckets.map(nameOf) },
      yAxis: { type: 'value', minInterval: 1 },
      series: [
        {
          type: 'bar',
          name: contacts,
          data: buckets.map((bucket) => bucket.contacts),
          barCategoryGap: '18%',
          itemStyle: { borderRadius: [3, 3, 0, 0] },
        },
      ],
    }),
    [buckets, contacts],
  );
  const points = buckets.map(
    (bucket) => `${nameOf(bucket)}: ${formatNumber(bucket.contacts, locale)}`,
  );
  return <Chart label={t`Engagement`} option={option} points={points} heightPx={260} />;
}

function Figures({ buckets }: { buckets: Buckets }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const all = buckets.reduce((sum, { contacts }) => sum + contacts, 0);
  return (
    <FigureTable
      label={t`Engagement`}
      head={[t`Score`, t`Contacts`, t`Share of all`]}
      rows={buckets.map((bucket) => ({
        key: nameOf(bucket),
        cells: [
          nameOf(bucket),
          formatNumber(bucket.contacts, locale),
          formatShare(bucket.contacts / all, locale),
        ],
      }))}
    />
  );
}
