import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { ErrorState, ListSkeleton, RelativeTime, Section, useSave } from '@/shared/ui';
import { type QualificationInfo, qualificationQuery } from './api';
import { LearntFromWords } from './LearntFrom';
import classes from './scores.module.css';
import { useFeatureWords } from './words';

/** What the program learnt of who becomes a customer, and how far to trust it. */
export function QualificationSection() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(qualificationQuery);
  return (
    <Section
      title={t`Chance of becoming a customer`}
      description={
        <Trans>Learnt every night from how it went with the people of this project so far.</Trans>
      }
      action={<LearnNow />}
    >
      {error && !data && <ErrorState error={error} onRetry={refetch} compact />}
      {!data && !error && <ListSkeleton rows={2} />}
      {data && (
        <>
          <Text>
            <LearntFromWords info={data} />
          </Text>
          {data.trained_at && (
            <Text size="sm" c="dimmed" mt={4}>
              <Trans>
                Last learnt <RelativeTime instant={data.trained_at} />.
              </Trans>
            </Text>
          )}
          <Weights weights={data.weights} />
        </>
      )}
    </Section>
  );
}

function LearnNow() {
  const { t } = useLingui();
  const mayLearn = useRole('manager');
  const { isPending, mutate } = useSave(() => api.POST('/api/crm/scoring/qualification/learn'), {
    refetch: [qualificationQuery.queryKey, ['jobs']],
    done: t`Learning. It takes a moment.`,
  });
  if (!mayLearn) return null;
  return (
    <Button variant="default" size="xs" loading={isPending} onClick={() => mutate()}>
      <Trans>Learn now</Trans>
    </Button>
  );
}

/** What weighs most, as bars to both sides of the middle. */
function Weights({ weights }: Pick<QualificationInfo, 'weights'>) {
  const { t } = useLingui();
  const featureWords = useFeatureWords();
  if (weights.length === 0) return null;
  const most = Math.max(...weights.map(({ weight }) => Math.abs(weight)));
  return (
    <ul className={classes.weights} aria-label={t`What counts`}>
      {weights.map(({ key, label, weight }) => (
        <li key={key}>
          <span>{featureWords[key] ?? label}</span>
          <span
            className={classes.weight}
            data-for={weight > 0 || undefined}
            role="img"
            aria-label={weight > 0 ? t`speaks for it` : t`speaks against it`}
          >
            <span style={{ width: `${(Math.abs(weight) / most) * 50}%` }} />
          </span>
        </li>
      ))}
    </ul>
  );
}
