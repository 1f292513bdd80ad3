import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useMe } from '@/features/accounts';
import { RecentCampaigns } from '@/features/campaigns';
import { useFormatLocale } from '@/shared/lib/locale';
import { displayTimeZone } from '@/shared/lib/time';
import { useRealtimeHandler } from '@/shared/realtime';
import { BlockSkeleton, ErrorState, Page, PageHeader } from '@/shared/ui';
import { Activity } from './Activity';
import { homeQuery } from './api';
import classes from './HomePage.module.css';
import { NewLeads } from './NewLeads';
import { SetupGuide } from './SetupGuide';
import { TasksDue } from './TasksDue';

/** What needs a person today. */
export default function HomePage() {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const { user } = useMe();
  const home = useQuery(homeQuery);
  useFreshHome();
  const firstName = user.name.split(' ')[0] ?? user.name;
  const today = new Intl.DateTimeFormat(locale, {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    timeZone: displayTimeZone(),
  }).format(new Date());
  return (
    <Page>
      <PageHeader title={t`Hello ${firstName}`} description={today} />
      <SetupGuide contactsTotal={home.data?.contacts_total} />
      {home.isPending && <BlockSkeleton height={280} />}
      {home.isError && <ErrorState error={home.error} onRetry={home.refetch} />}
      {home.isSuccess && (
        <div className={classes.columns}>
          <div className={classes.column}>
            <TasksDue tasks={home.data.tasks_due} />
            <RecentCampaigns />
            <NewLeads
              leads={home.data.new_leads}
              thisWeek={home.data.new_leads_count_week}
              contactsTotal={home.data.contacts_total}
            />
          </div>
          <Activity items={home.data.activity} />
        </div>
      )}
      <span className={classes.hint}>
        <Trans>Press ? for keyboard shortcuts.</Trans>
      </span>
    </Page>
  );
}

/** Home shows contacts and tasks: their events make it old as well. */
function useFreshHome() {
  const queryClient = useQueryClient();
  const refresh = () => {
    void queryClient.invalidateQueries({ queryKey: homeQuery.queryKey });
    return false;
  };
  useRealtimeHandler('contacts', refresh);
  useRealtimeHandler('tasks', refresh);
}
