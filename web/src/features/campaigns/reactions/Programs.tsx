import { Trans, useLingui } from '@lingui/react/macro';
import { IconDeviceMobile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { ChartSection, FigureTable } from '@/shared/charts';
import { saveCsv } from '@/shared/lib/csv';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import { EmptyState } from '@/shared/ui';
import { type Campaign, type CampaignEngagement, engagementQuery } from '../api';
import classes from './reactions.module.css';

type Use = CampaignEngagement['programs'][number];

/** With which devices and programs people look at it. */
export function Programs({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const mayTakeAway = useRole('member');
  const engagement = useQuery(engagementQuery(campaign.id));
  const words = useProgramWords();
  const save = async () =>
    saveCsv(
      t`devices`,
      [t`Program`, t`Device`, t`People`],
      (engagement.data?.programs ?? []).map(({ program, device, people }) => [
        words.program(program),
        words.device(device),
        people,
      ]),
    );
  return (
    <ChartSection
      title={t`Devices and programs`}
      description={
        <Trans>
          Gmail and Yahoo fetch pictures for their people: which device these use stays unknown.
        </Trans>
      }
      query={engagement}
      hasData={({ programs }) => programs.length > 0}
      empty={
        <EmptyState icon={IconDeviceMobile} title={t`Nothing known yet`} compact>
          <Trans>Phone or computer? You see it with the first who open it.</Trans>
        </EmptyState>
      }
      chart={({ programs }) => (
        <div className={classes.pair}>
          <Bars label={t`Devices`} bars={summed(programs, ({ device }) => words.device(device))} />
          <Bars
            label={t`Programs`}
            bars={summed(programs, ({ program }) => words.program(program))}
          />
        </div>
      )}
      table={({ programs }) => <Figures programs={programs} />}
      onDownload={mayTakeAway ? save : undefined}
    />
  );
}

function summed(programs: Use[], nameOf: (use: Use) => string): [string, number][] {
  const sums = new Map<string, number>();
  for (const use of programs) sums.set(nameOf(use), (sums.get(nameOf(use)) ?? 0) + use.people);
  return [...sums].sort(([, left], [, right]) => right - left);
}

function Bars({ label, bars }: { label: string; bars: [string, number][] }) {
  const locale = useFormatLocale();
  const all = Math.max(
    1,
    bars.reduce((sum, [, people]) => sum + people, 0),
  );
  return (
    <ul className={classes.bars} aria-label={label}>
      {bars.map(([name, people]) => (
        <li key={name}>
          <span>{name}</span>
          <span className={classes.count}>
            {formatNumber(people, locale)} <small>{formatShare(people / all, locale)}</small>
          </span>
          <span className={classes.track} aria-hidden>
            <span className={classes.bar} style={{ width: `${(100 * people) / all}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}

function Figures({ programs }: { programs: Use[] }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const words = useProgramWords();
  return (
    <FigureTable
      label={t`Devices and programs`}
      head={[t`Program`, t`Device`, t`People`]}
      rows={programs.map(({ program, device, people }) => ({
        key: `${program} ${device}`,
        cells: [words.program(program), words.device(device), formatNumber(people, locale)],
      }))}
    />
  );
}

/** Names of programs are names; only what is none is translated. */
function useProgramWords() {
  const { t } = useLingui();
  const programs: Record<Use['program'], string> = {
    gmail: 'Gmail',
    yahoo_mail: 'Yahoo Mail',
    outlook: 'Outlook',
    apple_mail: 'Apple Mail',
    thunderbird: 'Thunderbird',
    samsung_mail: 'Samsung Email',
    chrome: 'Chrome',
    edge: 'Edge',
    firefox: 'Firefox',
    safari: 'Safari',
    opera: 'Opera',
    other: t`Another program`,
  };
  const devices: Record<Use['device'], string> = {
    phone: t`Phone`,
    tablet: t`Tablet`,
    computer: t`Computer`,
    unknown: t`Unknown`,
  };
  return {
    program: (program: Use['program']) => programs[program],
    device: (device: Use['device']) => devices[device],
  };
}
