import { Trans, useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { IconClockHour4 } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { type CSSProperties, useState } from 'react';
import { useRole } from '@/features/accounts';
import { ChartSection, FigureTable } from '@/shared/charts';
import { saveCsv } from '@/shared/lib/csv';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { EmptyState } from '@/shared/ui';
import { type Campaign, type CampaignEngagement, engagementQuery } from '../api';
import classes from './reactions.module.css';

type Measure = 'opened' | 'clicked';
type Hour = CampaignEngagement['hours'][number];

const weekdays = [1, 2, 3, 4, 5, 6, 7];
const hours = Array.from({ length: 24 }, (_, hour) => hour);
/** A Monday; the names of the days are asked of it and the six after. */
const monday = Date.UTC(2024, 0, 1);
const dayMs = 86_400_000;

/** At which hour of the week people look, by their own clocks. */
export function Hours({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const mayTakeAway = useRole('member');
  const engagement = useQuery(engagementQuery(campaign.id));
  const [measure, setMeasure] = useState<Measure>('opened');
  const dayOf = useWeekday('long');
  const save = async () =>
    saveCsv(
      t`hours`,
      [t`Day`, t`Hour`, t`Opened`, t`Clicked`],
      (engagement.data?.hours ?? []).map((one) => [
        dayOf(one.weekday),
        one.hour,
        one.opened,
        one.clicked,
      ]),
    );
  return (
    <ChartSection
      title={t`At which hour`}
      description={<Trans>By each person’s own clock.</Trans>}
      controls={
        <SegmentedControl
          size="xs"
          aria-label={t`What is shown`}
          value={measure}
          onChange={(next) => setMeasure(next as Measure)}
          data={[
            { value: 'opened', label: t`Opened` },
            { value: 'clicked', label: t`Clicked` },
          ]}
        />
      }
      query={engagement}
      hasData={(data) => data.hours.length > 0}
      empty={
        <EmptyState icon={IconClockHour4} title={t`Too early to say`} compact>
          <Trans>Once people open it, you see when they have time for you.</Trans>
        </EmptyState>
      }
      chart={(data) => <HeatMap cells={data.hours} measure={measure} />}
      table={(data) => <Figures cells={data.hours} />}
      onDownload={mayTakeAway ? save : undefined}
    />
  );
}

/** The week as a table, darker where more happened. */
function HeatMap({ cells, measure }: { cells: Hour[]; measure: Measure }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const dayOf = useWeekday('short');
  const most = Math.max(1, ...cells.map((cell) => cell[measure]));
  const count = (weekday: number, hour: number) =>
    cells.find((cell) => cell.weekday === weekday && cell.hour === hour)?.[measure] ?? 0;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
    <div className={classes.scroll} role="group" tabIndex={0} aria-label={t`At which hour`}>
      <table className={classes.week} aria-label={t`At which hour`}>
        <thead>
          <tr>
            <td />
            {hours.map((hour) => (
              <th key={hour} scope="col">
                {hour}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weekdays.map((weekday) => (
            <tr key={weekday}>
              <th scope="row">{dayOf(weekday)}</th>
              {hours.map((hour) => {
                const people = count(weekday, hour);
                return (
                  <td
                    key={hour}
                    className={classes.hour}
                    style={{ '--heat': people / most } as CSSProperties}
                  >
                    {people > 0 && formatNumber(people, locale)}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Figures({ cells }: { cells: Hour[] }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const dayOf = useWeekday('long');
  return (
    <FigureTable
      label={t`At which hour`}
      head={[t`Hour`, t`Opened`, t`Clicked`]}
      rows={cells.map(({ weekday, hour, opened, clicked }) => ({
        key: `${weekday} ${hour}`,
        cells: [
          `${dayOf(weekday)} ${hour}:00`,
          formatNumber(opened, locale),
          formatNumber(clicked, locale),
        ],
      }))}
    />
  );
}

function useWeekday(weekday: 'short' | 'long') {
  const locale = useFormatLocale();
  const format = new Intl.DateTimeFormat(locale, { weekday, timeZone: 'UTC' });
  return (number: number) => format.format(monday + (number - 1) * dayMs);
}
