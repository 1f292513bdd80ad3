import { Trans, useLingui } from '@lingui/react/macro';
import { Table, Text } from '@mantine/core';
import { IconLink } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { ChartSection, FigureTable } from '@/shared/charts';
import { saveCsv } from '@/shared/lib/csv';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber, formatShare } from '@/shared/lib/numbers';
import { EmptyState } from '@/shared/ui';
import { type Campaign, type CampaignEngagement, engagementQuery } from '../api';
import classes from './reactions.module.css';

type Link = CampaignEngagement['links'][number];

const mostBars = 10;

/** Which links people followed. */
export function Links({ campaign }: { campaign: Campaign }) {
  const { t } = useLingui();
  const mayTakeAway = useRole('member');
  const engagement = useQuery(engagementQuery(campaign.id));
  const { clicked } = campaign.ledger;
  const save = async () =>
    saveCsv(
      t`links`,
      [t`Link`, t`People`, t`Clicks`, t`Clicks of programs`],
      (engagement.data?.links ?? []).map((link) => [
        link.url,
        link.people,
        link.clicks,
        link.machine_clicks,
      ]),
    );
  return (
    <ChartSection
      title={t`Links`}
      description={<Trans>How many people followed which link, of all who clicked.</Trans>}
      query={engagement}
      hasData={({ links }) => links.length > 0}
      empty={
        <EmptyState icon={IconLink} title={t`No link was followed yet`} compact>
          <Trans>As soon as somebody clicks, you see here what they wanted to know.</Trans>
        </EmptyState>
      }
      chart={({ links }) => <Bars links={links} clicked={clicked} />}
      table={({ links }) => <Figures links={links} clicked={clicked} />}
      onDownload={mayTakeAway ? save : undefined}
    />
  );
}

interface LinksProps {
  links: Link[];
  /** People who clicked anything. */
  clicked: number;
}

function Bars({ links, clicked }: LinksProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const most = Math.max(1, ...links.map(({ people }) => people));
  const rest = formatNumber(links.length - mostBars, locale);
  return (
    <>
      <Table
        aria-label={t`Links`}
        verticalSpacing={8}
        horizontalSpacing={0}
        className={classes.links}
        withRowBorders={false}
      >
        <Table.Tbody>
          {links.slice(0, mostBars).map(({ url, people }) => (
            <Table.Tr key={url}>
              <Table.Th scope="row" className={classes.link}>
                <Address url={url} />
                <span className={classes.track} aria-hidden>
                  <span className={classes.bar} style={{ width: `${(100 * people) / most}%` }} />
                </span>
              </Table.Th>
              <Table.Td className={classes.count}>
                {formatNumber(people, locale)}
                {clicked > 0 && <small>{formatShare(people / clicked, locale)}</small>}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {links.length > mostBars && (
        <Text size="sm" c="dimmed">
          <Trans>{rest} more stand in the table.</Trans>
        </Text>
      )}
    </>
  );
}

/** What differs between the links of one mail is rarely the beginning. */
function Address({ url }: { url: string }) {
  return (
    <a href={url} target="_blank" rel="noreferrer" className={classes.address}>
      {url.replace(/^https?:\/\/(www\.)?/, '')}
    </a>
  );
}

function Figures({ links, clicked }: LinksProps) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  return (
    <FigureTable
      label={t`Links`}
      head={[t`Link`, t`People`, t`Share`, t`Clicks`, t`Clicks of programs`]}
      rows={links.map(({ url, people, clicks, machine_clicks }) => ({
        key: url,
        cells: [
          url,
          formatNumber(people, locale),
          clicked > 0 ? formatShare(people / clicked, locale) : '–',
          formatNumber(clicks, locale),
          formatNumber(machine_clicks, locale),
        ],
      }))}
    />
  );
}
