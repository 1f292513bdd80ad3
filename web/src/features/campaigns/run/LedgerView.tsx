import { Trans, useLingui } from '@lingui/react/macro';
import { Progress } from '@mantine/core';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import { LinkAnchor, Section } from '@/shared/ui';
import type { Campaign, DeliveryStatus } from '../api';
import classes from '../campaigns.module.css';
import { reachedBy } from '../rates';
import { useStateWords } from '../words';
import { Pace } from './Pace';

const states: { state: DeliveryStatus; color: string }[] = [
  { state: 'delivered', color: 'teal.8' },
  { state: 'sent', color: 'teal.5' },
  { state: 'pending', color: 'gray.4' },
  { state: 'bounced', color: 'orange.6' },
  { state: 'failed', color: 'red.7' },
  { state: 'unknown', color: 'violet.5' },
  { state: 'skipped', color: 'gray.6' },
];

/** Everybody of the audience, by what became of their message. The numbers always add up. */
export function LedgerView({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const words = useStateWords();
  const { ledger } = campaign;
  const shown = states.filter(({ state }) => ledger[state] > 0);
  const total = formatNumber(ledger.total, locale);
  const share = (count: number) => (ledger.total > 0 ? (100 * count) / ledger.total : 0);
  return (
    <Section title={t`How far it is`} description={<Trans>{total} people in the audience</Trans>}>
      <Progress.Root size={14} radius="xl" aria-hidden>
        {shown.map(({ state, color }) => (
          <Progress.Section key={state} value={share(ledger[state])} color={color} />
        ))}
      </Progress.Root>
      <dl className={classes.figures} aria-live="polite">
        {shown.map(({ state, color }) => (
          <div key={state}>
            <dt>
              <span
                className={classes.dot}
                style={{ background: `var(--mantine-color-${color.replace('.', '-')})` }}
                aria-hidden
              />
              {words[state]}
            </dt>
            <dd>
              <LinkAnchor
                to="/campaigns/$campaignId"
                params={{ campaignId: campaign.id }}
                search={{ tab: 'people', state }}
                c="inherit"
                inherit
              >
                {formatNumber(ledger[state], locale)}
              </LinkAnchor>
            </dd>
          </div>
        ))}
      </dl>
      <Pace campaign={campaign} />
      <Reactions campaign={campaign} />
    </Section>
  );
}

function Reactions({ campaign: { ledger } }: { campaign: Campaign }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const reached = reachedBy(ledger);
  if (reached === 0) return null;
  const all = formatNumber(reached, locale);
  const figures = [
    { label: t`Opened`, count: ledger.opened },
    { label: t`Clicked`, count: ledger.clicked },
    { label: t`Unsubscribed`, count: ledger.unsubscribed },
  ].map((figure) => ({ ...figure, share: formatShare(figure.count / reached, locale) }));
  return (
    <dl className={classes.figures}>
      {figures.map(({ label, count, share }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>
            {formatNumber(count, locale)} <small>{t`of ${all} (${share})`}</small>
          </dd>
        </div>
      ))}
    </dl>
  );
}
