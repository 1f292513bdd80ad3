import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState, ErrorState, LinkAnchor, ListSkeleton, Section } from '@/shared/ui';
import { Score } from '../contacts/Score';
import { type EngagementWeight, previewQuery } from './api';
import classes from './engagement.module.css';
import { inputOf } from './weights';

const pauseMs = 300;

/** What the numbers of the form make of the most engaged people, before anything is saved. */
export function Preview({ weights, changed }: { weights: EngagementWeight[]; changed: boolean }) {
  const { t } = useLingui();
  const [settled] = useDebouncedValue(weights, pauseMs);
  const { data, error, refetch } = useQuery(previewQuery(inputOf(settled)));
  return (
    <Section
      title={t`What this makes of your people`}
      description={
        changed
          ? t`Your most engaged people: as they stand now, and as they would stand.`
          : t`Your most engaged people. Change a number above to see what becomes of them.`
      }
      flush
    >
      {error && <ErrorState error={error} onRetry={refetch} compact />}
      {!data && !error && <ListSkeleton rows={4} />}
      {data?.items.length === 0 && (
        <EmptyState icon={IconUsers} title={t`Nothing has happened yet`}>
          <Trans>Once people open mails, call or come by, they appear here.</Trans>
        </EmptyState>
      )}
      <ul className={classes.people} aria-label={t`What this makes of your people`}>
        {data?.items.map((person) => (
          <li key={person.contact_id} className={classes.person}>
            <LinkAnchor
              to="/contacts/$contactId"
              params={{ contactId: person.contact_id }}
              truncate
            >
              {person.display_name}
            </LinkAnchor>
            <Score value={changed ? person.score : person.score_now} />
            <Text span size="sm" c="dimmed" className={classes.change}>
              {changed && <Change from={person.score_now} to={person.score} />}
            </Text>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Change({ from, to }: { from: number; to: number }) {
  if (from === to) return <Trans>as now</Trans>;
  return <Trans>now {from}</Trans>;
}
