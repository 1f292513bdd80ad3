import { Trans, useLingui } from '@lingui/react/macro';
import { IconChartBar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMembership, useRole } from '@/features/accounts';
import { EmptyState, LinkButton, Page, PageHeader } from '@/shared/ui';
import classes from './analytics.module.css';
import { type LifecycleReport, lifecycleQuery } from './api';
import { Cohorts } from './Cohorts';
import { Figures } from './Figures';
import { GrowthChart } from './GrowthChart';
import { Lifecycle } from './Lifecycle';
import { RangePicker } from './RangePicker';
import { type DayRange, rangeOf, today } from './range';
import { Scores } from './Scores';
import { Sources } from './Sources';
import type { AnalyticsSearch } from './search';

const route = getRouteApi('/app/analytics');

/** Where people come from, what becomes of them, who stays. */
export default function AnalyticsPage() {
  const { t } = useLingui();
  const search = route.useSearch();
  const range = useRange(search);
  const mayTakeAway = useRole('member');
  const lifecycle = useQuery(lifecycleQuery(range));
  return (
    <Page>
      <PageHeader
        title={t`Analytics`}
        description={
          <Trans>Where your contacts come from, what becomes of them, and who stays.</Trans>
        }
        actions={<RangePicker search={search} range={range} />}
      />
      {lifecycle.data && isEmpty(lifecycle.data) ? (
        <NobodyYet />
      ) : (
        <div className={classes.sections}>
          <Figures range={range} />
          <GrowthChart range={range} search={search} mayTakeAway={mayTakeAway} />
          <div className={classes.pair}>
            <Lifecycle range={range} mayTakeAway={mayTakeAway} />
            <Scores mayTakeAway={mayTakeAway} />
          </div>
          <Sources range={range} mayTakeAway={mayTakeAway} />
          <Cohorts mayTakeAway={mayTakeAway} />
        </div>
      )}
    </Page>
  );
}

/** The days that the address names, as of today where the project is. */
function useRange({ range, from, until }: AnalyticsSearch): DayRange {
  const { time_zone } = useMembership();
  if (from && until) return { from, until };
  return rangeOf(range ?? '90d', today(time_zone));
}

function isEmpty({ now }: LifecycleReport): boolean {
  return now.every(({ contacts }) => contacts === 0);
}

function NobodyYet() {
  const { t } = useLingui();
  const mayImport = useRole('manager');
  return (
    <EmptyState
      icon={IconChartBar}
      title={t`Your numbers grow with your contacts`}
      action={
        mayImport ? (
          <LinkButton to="/imports/new">
            <Trans>Import contacts</Trans>
          </LinkButton>
        ) : (
          <LinkButton to="/contacts">
            <Trans>To the contacts</Trans>
          </LinkButton>
        )
      }
    >
      <Trans>
        As soon as there is somebody in your contacts, this page shows how many are added, through
        which source, and how many of them become customers.
      </Trans>
    </EmptyState>
  );
}
