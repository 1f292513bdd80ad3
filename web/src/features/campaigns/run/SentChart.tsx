import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { ChartSection, FigureTable } from '@/shared/charts';
import { saveCsv } from '@/shared/lib/csv';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { type Campaign, type CampaignMetrics, metricsQuery } from '../api';
import { TimeChart, useStepName } from './TimeChart';
import { withGaps } from './timeSteps';

/** When the messages left. */
export function SentChart({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const mayTakeAway = useRole('member');
  const metrics = useQuery(metricsQuery(campaign.id));
  const save = async () =>
    saveCsv(
      t`sent`,
      [t`Time`, t`Sent`],
      (metrics.data?.sent ?? []).map(({ at, sent }) => [at, sent]),
    );
  return (
    <ChartSection
      title={t`When they were sent`}
      query={metrics}
      hasData={({ sent }) => sent.length > 0}
      empty={
        <Text c="dimmed">
          <Trans>Nothing has left yet.</Trans>
        </Text>
      }
      chart={(data) => <Drawn metrics={data} />}
      table={(data) => <Figures metrics={data} />}
      onDownload={mayTakeAway ? save : undefined}
    />
  );
}

function Drawn({ metrics: { sent, step_seconds } }: { metrics: CampaignMetrics }) {
  const { t } = useLingui();
  const steps = withGaps(sent, step_seconds, (at) => ({ at, sent: 0 }));
  return (
    <TimeChart
      label={t`When they were sent`}
      at={steps.map(({ at }) => at)}
      stepSeconds={step_seconds}
      series={[{ name: t`Sent`, values: steps.map((step) => step.sent) }]}
    />
  );
}

function Figures({ metrics: { sent, step_seconds } }: { metrics: CampaignMetrics }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const nameOf = useStepName(step_seconds);
  return (
    <FigureTable
      label={t`When they were sent`}
      head={[t`Time`, t`Sent`]}
      rows={sent.map((step) => ({
        key: step.at,
        cells: [nameOf(step.at), formatNumber(step.sent, locale)],
      }))}
    />
  );
}
