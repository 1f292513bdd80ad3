import { Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react';
import { Score } from '../contacts/Score';
import type { Qualification } from './api';
import { LearntFrom } from './LearntFrom';
import classes from './scores.module.css';
import { useEffectWords, useFeatureWords } from './words';

/** The lead qualification of one person: the score, what speaks for and against, and what it rests on. */
export function QualificationReasons({ qualification }: { qualification: Qualification }) {
  const { t } = useLingui();
  const { method, score, reasons } = qualification;
  if (method === 'customer')
    return (
      <Text c="dimmed">
        <Trans>Is a customer already.</Trans>
      </Text>
    );
  return (
    <>
      {score !== null && <Score value={score} wide label={t`Chance ${score} of 100`} />}
      {method === 'engagement' ? (
        <Text size="sm" c="dimmed" my="sm">
          <Trans>Too little is known to learn from yet; the engagement score stands in.</Trans>
        </Text>
      ) : (
        <Reasons reasons={reasons} />
      )}
      <LearntFrom />
    </>
  );
}

function Reasons({ reasons }: Pick<Qualification, 'reasons'>) {
  const featureWords = useFeatureWords();
  const effectWords = useEffectWords();
  return (
    <ul className={classes.reasons}>
      {reasons.map(({ key, label, effect }) => {
        const Glyph = effect > 0 ? IconTrendingUp : IconTrendingDown;
        return (
          <li key={key} data-for={effect > 0 || undefined}>
            <Glyph size={16} aria-hidden />
            <span>
              {featureWords[key] ?? label}{' '}
              <Text span size="xs" c="dimmed">
                {effectWords(effect)}
              </Text>
            </span>
          </li>
        );
      })}
      {reasons.length === 0 && (
        <Text component="li" size="sm" c="dimmed">
          <Trans>Nothing sets this person apart from the average.</Trans>
        </Text>
      )}
    </ul>
  );
}
