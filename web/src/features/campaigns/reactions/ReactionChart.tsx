import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { IconMailOpened } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { ChartSection, FigureTable } from '@/shared/charts';
import { saveCsv } from '@/shared/lib/csv';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { EmptyState } from '@/shared/ui';
import { type Campaign, type CampaignEngagement, engagementQuery } from '../api';
import { TimeChart, useStepName } from '../run/TimeChart';
import { withGaps } from '../run/timeSteps';

/** When people opened it for the first time, and first followed a link. */
export function ReactionChart({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const mayTakeAway = useRole('member');
  const engagement = useQuery(engagementQuery(campaign.id));
  const save = async () =>
    saveCsv(
      t`opened-and-clicked`,
      [t`Time`, t`Opened`, t`Clicked`],
      (engagement.data?.reactions ?? []).map(({ at, opened, clicked }) => [at, opened, clicked]),
    );
  return (
    <ChartSection
      title={t`Opened and clicked`}
      description={<Machines engagement={engagement.data} />}
      query={engagement}
      hasData={({ reactions }) => reactions.length > 0}
      empty={
        <EmptyState icon={IconMailOpened} title={t`Nobody has opened it yet`} compact>
          <Trans>Most people look within a day. What they do appears here by itself.</Trans>
        </EmptyState>
      }
      chart={(data) => <Drawn engagement={data} />}
      table={(data) => <Figures engagement={data} />}
      onDownload={mayTakeAway ? save : undefined}
    />
  );
}

/** What programs did, so that nobody misses it in the numbers. */
function Machines({ engagement }: { engagement: CampaignEngagement | undefined }) {
  const machines = engagement?.machines;
  const sum = machines ? machines.opens + machines.clicks : 0;
  if (sum === 0) return <Trans>Each person once, at the first time.</Trans>;
  return (
    <>
      <Trans>Each person once, at the first time.</Trans>{' '}
      <Plural
        value={sum}
        one="# hit of a program that looks through mails is not counted."
        other="# hits of programs that look through mails are not counted."
      />
    </>
  );
}

function Drawn({ engagement: { reactions, step_seconds } }: { engagement: CampaignEngagement }) {
  const { t } = useLingui();
  const steps = withGaps(reactions, step_seconds, (at) => ({ at, opened: 0, clicked: 0 }));
  return (
    <TimeChart
      label={t`Opened and clicked`}
      at={steps.map(({ at }) => at)}
      stepSeconds={step_seconds}
      series={[
        { name: t`Opened`, values: steps.map(({ opened }) => opened) },
        { name: t`Clicked`, values: steps.map(({ clicked }) => clicked) },
      ]}
    />
  );
}

function Figures({ engagement: { reactions, step_seconds } }: { engagement: CampaignEngagement }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const nameOf = useStepName(step_seconds);
  return (
    <FigureTable
      label={t`Opened and clicked`}
      head={[t`Time`, t`Opened`, t`Clicked`]}
      rows={reactions.map(({ at, opened, clicked }) => ({
        key: at,
        cells: [nameOf(at), formatNumber(opened, locale), formatNumber(clicked, locale)],
      }))}
    />
  );
}
