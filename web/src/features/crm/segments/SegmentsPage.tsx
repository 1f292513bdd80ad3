import { Trans, useLingui } from '@lingui/react/macro';
import { Table, Text } from '@mantine/core';
import { IconPlus, IconUsersGroup } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import {
  EmptyState,
  ErrorState,
  LinkAnchor,
  LinkButton,
  ListSkeleton,
  Page,
  PageHeader,
  RelativeTime,
} from '@/shared/ui';
import { segmentNamesQuery } from '../rules';
import type { Segment } from './api';
import { SegmentState, useSegmentKind } from './SegmentState';
import classes from './segments.module.css';

/** Groups of people that a rule keeps, or that were put together by hand. */
export default function SegmentsPage() {
  const { t } = useLingui();
  const mayAdd = useRole('member');
  const { data, error, refetch } = useQuery({ ...segmentNamesQuery, staleTime: 0 });
  const start = mayAdd && (
    <LinkButton to="/segments/new" leftSection={<IconPlus size={16} aria-hidden />}>
      <Trans>New segment</Trans>
    </LinkButton>
  );
  return (
    <Page>
      <PageHeader
        compact
        title={t`Segments`}
        description={<Trans>Groups of people that keep themselves up to date.</Trans>}
        actions={start}
      />
      {!data && !error && <ListSkeleton />}
      {error && !data && <ErrorState error={error} onRetry={refetch} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconUsersGroup} title={t`No segments yet`} action={start}>
          <Trans>
            Say whom you mean, such as “customers I have not heard of for two months”. SocialFlow
            finds them, and keeps finding them: people come and go by themselves.
          </Trans>
        </EmptyState>
      )}
      {data && data.items.length > 0 && <Segments segments={data.items} />}
    </Page>
  );
}

function Segments({ segments }: { segments: Segment[] }) {
  const { t } = useLingui();
  return (
    <div className={classes.card}>
      <Table aria-label={t`Segments`} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>
              <Trans>Name</Trans>
            </Table.Th>
            <Table.Th className={classes.figure}>
              <Trans>People</Trans>
            </Table.Th>
            <Table.Th className={classes.wide}>
              <Trans>Kept up to date</Trans>
            </Table.Th>
            <Table.Th>
              <Trans>State</Trans>
            </Table.Th>
            <Table.Th className={classes.wide}>
              <Trans>Changed</Trans>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {segments.map((segment) => (
            <SegmentRow key={segment.id} segment={segment} />
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function SegmentRow({ segment }: { segment: Segment }) {
  const locale = useFormatLocale();
  const kindOf = useSegmentKind();
  return (
    <Table.Tr>
      <Table.Td className={classes.name}>
        <LinkAnchor to="/segments/$segmentId" params={{ segmentId: segment.id }} fw={550}>
          {segment.name}
        </LinkAnchor>
        {segment.description && (
          <Text size="sm" c="dimmed" lineClamp={1}>
            {segment.description}
          </Text>
        )}
      </Table.Td>
      <Table.Td className={classes.figure}>{formatNumber(segment.contact_count, locale)}</Table.Td>
      <Table.Td className={classes.wide}>{kindOf(segment)}</Table.Td>
      <Table.Td>
        <SegmentState segment={segment} />
      </Table.Td>
      <Table.Td className={classes.wide}>
        <RelativeTime instant={segment.updated_at} />
      </Table.Td>
    </Table.Tr>
  );
}
