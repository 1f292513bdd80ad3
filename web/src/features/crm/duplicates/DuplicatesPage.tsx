import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useRole } from '@/features/accounts';
import { rowsOf } from '@/shared/api/query';
import { useShortcuts } from '@/shared/lib/shortcuts';
import { EmptyState, ErrorState, ListSkeleton, Page, PageHeader, Section } from '@/shared/ui';
import { duplicatesQuery, skippedQuery } from './api';
import { Merged } from './Merged';
import classes from './merge.module.css';
import { PairCard } from './PairCard';
import { useReasons } from './words';

/** Pairs that may be one person, the surest first, one at a time. */
export default function DuplicatesPage() {
  const { t } = useLingui();
  const query = useInfiniteQuery(duplicatesQuery);
  const pairs = rowsOf(query.data);
  const [wanted, setWanted] = useState(0);
  const mayEdit = useRole('member');
  const position = Math.min(wanted, pairs.length - 1);
  const pair = pairs[position];
  const card = useFocusOnNext(pair && pair.first.id + pair.second.id);
  const total = query.data?.pages[0]?.total ?? pairs.length;
  const go = (to: number) => {
    if (to < 0) return;
    setWanted(Math.min(to, Math.max(pairs.length - 1, 0)));
    if (to >= pairs.length - 3 && query.hasNextPage && !query.isFetching)
      void query.fetchNextPage();
  };
  useShortcuts([
    { keys: 'j', label: t`Next pair`, run: () => go(position + 1) },
    { keys: 'k', label: t`Previous pair`, run: () => go(position - 1) },
  ]);
  return (
    <Page width="reading">
      <PageHeader
        title={t`Duplicates`}
        back={{ to: '/contacts', label: t`Contacts` }}
        description={<Trans>Contacts that may be the same person. You decide.</Trans>}
      />
      <Stack gap="lg">
        {query.isPending && <ListSkeleton />}
        {query.error && <ErrorState error={query.error} onRetry={query.refetch} />}
        {query.isSuccess && !pair && (
          <EmptyState icon={IconUsers} title={t`No duplicates`}>
            <Trans>
              When two contacts share a phone number, a mailbox, or a name and a company, they
              appear here within a few minutes.
            </Trans>
          </EmptyState>
        )}
        {pair && (
          <>
            <Group justify="space-between">
              <Text c="dimmed" aria-live="polite">
                <Trans>
                  Pair {position + 1} of {total}
                </Trans>
              </Text>
              <Group gap="xs">
                <Button
                  variant="default"
                  disabled={position === 0}
                  onClick={() => go(position - 1)}
                >
                  <Trans>Previous</Trans>
                </Button>
                <Button
                  variant="default"
                  disabled={position >= pairs.length - 1}
                  onClick={() => go(position + 1)}
                >
                  <Trans>Next</Trans>
                </Button>
              </Group>
            </Group>
            <div ref={card} tabIndex={-1} className={classes.pair}>
              <PairCard key={pair.first.id + pair.second.id} pair={pair} mayEdit={mayEdit} />
            </div>
          </>
        )}
        <Merged mayEdit={mayEdit} />
        <Skipped />
      </Stack>
    </Page>
  );
}

/** The pair that comes after one that was decided, whose button had the focus; without one, the page's heading. */
function useFocusOnNext(shown: string | undefined) {
  const card = useRef<HTMLDivElement>(null);
  const before = useRef(shown);
  useEffect(() => {
    const isNext = before.current !== undefined && before.current !== shown;
    before.current = shown;
    if (!isNext || document.activeElement !== document.body) return;
    const target = card.current ?? document.querySelector<HTMLElement>('[data-route-heading]');
    target?.focus({ preventScroll: true });
  }, [shown]);
  return card;
}

function Skipped() {
  const { t } = useLingui();
  const { data } = useQuery(skippedQuery);
  const reasons = useReasons();
  if (!data || data.items.length === 0) return null;
  return (
    <Section
      title={t`Not compared`}
      description={
        <Trans>
          More than 50 contacts share each of these, so it says nothing of any two of them.
        </Trans>
      }
    >
      <Stack gap={6}>
        {data.items.map(({ reason, shared }) => (
          <Text key={reason + shared}>
            {reasons[reason]}: <strong>{shared}</strong>
          </Text>
        ))}
      </Stack>
    </Section>
  );
}
