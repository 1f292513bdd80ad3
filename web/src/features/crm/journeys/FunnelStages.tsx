import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatMoney, formatNumber } from '@/shared/lib/numbers';
import { LinkAnchor } from '@/shared/ui';
import type { JourneyFunnel } from './api';
import classes from './journeys.module.css';
import { useJourneyStages } from './stages';

type FunnelStage = JourneyFunnel['stages'][number];

/** A bar for each stage, as long as many people came into it, with what became of them in words. */
export function FunnelStages({ funnel }: { funnel: JourneyFunnel }) {
  const { t } = useLingui();
  const most = Math.max(1, ...funnel.stages.map(({ entered }) => entered));
  return (
    <ol className={classes.funnel} aria-label={t`Stages`}>
      {funnel.stages.map((stage) => (
        <Stage key={stage.journey_stage} stage={stage} most={most} currency={funnel.currency} />
      ))}
    </ol>
  );
}

function Stage(props: { stage: FunnelStage; most: number; currency: string }) {
  const { stage, most, currency } = props;
  const locale = useFormatLocale();
  const { label, meaning } = useJourneyStages()[stage.journey_stage];
  const { entered, there_now } = stage;
  const came = formatNumber(entered, locale);
  const here = formatNumber(there_now, locale);
  return (
    <li>
      <div className={classes.funnelHead}>
        <span>
          <b>{label}</b>{' '}
          <Text span size="sm" c="dimmed">
            {meaning}
          </Text>
        </span>
        <PeopleInStage stage={stage}>
          <Plural value={there_now} one={`${here} person now`} other={`${here} people now`} />
        </PeopleInStage>
      </div>
      <div className={classes.bar}>
        <span style={{ width: `${(entered / most) * 100}%` }} />
        <Text span size="sm" fw={550}>
          <Trans>{came} came</Trans>
        </Text>
      </div>
      <Text size="sm" c="dimmed">
        <Outcome stage={stage} currency={currency} />
      </Text>
    </li>
  );
}

/** Leads to the people themselves. */
function PeopleInStage({ stage, children }: { stage: FunnelStage; children: React.ReactNode }) {
  const filter = {
    match: 'all' as const,
    conditions: [{ field: 'journey_stage', operator: 'is_any_of', value: [stage.journey_stage] }],
  };
  return (
    <LinkAnchor to="/contacts" search={{ filter }} size="sm">
      {children}
    </LinkAnchor>
  );
}

function Outcome({ stage, currency }: { stage: FunnelStage; currency: string }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { entered, moved_on, conversion, median_days, conversion_value } = stage;
  const moved = formatNumber(moved_on, locale);
  const share = new Intl.NumberFormat(locale, { style: 'percent' }).format(conversion ?? 0);
  const days = formatNumber(Math.round(median_days ?? 0), locale);
  const money = formatMoney(conversion_value, currency, locale);
  const parts = [
    entered > 0 && moved_on > 0 && t`${moved} went on (${share})`,
    entered > 0 && moved_on === 0 && t`nobody went on yet`,
    median_days !== null &&
      (median_days < 1 ? t`half of them within a day` : t`half of them within ${days} days`),
    Number(conversion_value) > 0 && t`${money} won`,
  ];
  return parts.filter(Boolean).join(' · ');
}
