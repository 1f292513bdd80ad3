import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatDate } from '@/shared/lib/time';
import { ErrorState, ListSkeleton, Section } from '@/shared/ui';
import { type Journey, journeyQuery } from './api';
import classes from './journeys.module.css';
import { MoveJourney } from './MoveJourney';
import { Stays } from './Stays';
import { journeyStages, useJourneyStages } from './stages';

interface ContactJourneyProps {
  contactId: string;
  mayEdit: boolean;
}

/** The stage of a person and how long they have been in it, moved by hand, and all stages before. */
export function ContactJourney({ contactId, mayEdit }: ContactJourneyProps) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(journeyQuery(contactId));
  const [moving, setMoving] = useState(false);
  return (
    <Section
      title={t`Journey`}
      action={
        mayEdit &&
        data && (
          <Button variant="default" size="xs" onClick={() => setMoving(true)}>
            <Trans>Move to another stage</Trans>
          </Button>
        )
      }
    >
      {error && !data && <ErrorState error={error} onRetry={refetch} compact />}
      {!data && !error && <ListSkeleton rows={2} />}
      {data && (
        <>
          <Now journey={data} />
          <Stays journey={data} />
        </>
      )}
      {moving && data && (
        <MoveJourney contactId={contactId} journey={data} onClose={() => setMoving(false)} />
      )}
    </Section>
  );
}

const dayMs = 86_400_000;

function Now({ journey }: { journey: Journey }) {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const stages = useJourneyStages();
  const { journey_stage, stage_entered_at } = journey;
  const { label, meaning } = stages[journey_stage];
  const days = Math.max(0, Math.floor((Date.now() - Date.parse(stage_entered_at)) / dayMs));
  const since = formatDate(stage_entered_at, locale);
  const time = plural(days, {
    0: 'since today',
    one: `for # day, since ${since}`,
    other: `for # days, since ${since}`,
  });
  const reached = journeyStages.indexOf(journey_stage);
  return (
    <>
      <Text size="lg" fw={600}>
        {label}
      </Text>
      <Text c="dimmed">
        {meaning} · {time}
      </Text>
      <ol className={classes.track} aria-label={t`Stages`}>
        {journeyStages.map((stage, index) => (
          <li
            key={stage}
            data-reached={index <= reached || undefined}
            aria-current={stage === journey_stage ? 'step' : undefined}
          >
            {stages[stage].label}
          </li>
        ))}
      </ol>
    </>
  );
}
