import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ErrorState, ListSkeleton, Section } from '@/shared/ui';
import { Score } from '../contacts/Score';
import { scoreQuery } from './api';
import { EngagementParts } from './EngagementParts';
import { QualificationReasons } from './QualificationReasons';
import classes from './scores.module.css';

/** How keen a person is, and how likely they become a customer; each with its reasons. */
export function ContactScores({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(scoreQuery(contactId));
  if (error && !data) return <ErrorState error={error} onRetry={refetch} compact />;
  if (!data) return <ListSkeleton rows={3} />;
  const { engagement, qualification } = data;
  return (
    <div className={classes.pair}>
      <div>
        <Section title={t`Engagement`}>
          <Score value={engagement.score} wide />
          <Text size="sm" c="dimmed" my="sm">
            <Trans>
              Everything a person does gives points that fade with time. How many and how fast is
              set under “Engagement score” in the settings.
            </Trans>
          </Text>
          <EngagementParts parts={engagement.parts} />
        </Section>
      </div>
      <div>
        <Section title={t`Chance of becoming a customer`}>
          <QualificationReasons qualification={qualification} />
        </Section>
      </div>
    </div>
  );
}
