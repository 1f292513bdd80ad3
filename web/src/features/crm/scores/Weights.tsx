import { Text } from '@mantine/core';
import { IconTrendingDown, IconTrendingUp } from '@tabler/icons-react';
import type { QualificationInfo } from './api';
import classes from './scores.module.css';
import { useEffectWords, useFeatureWords } from './words';

/** What was learnt of each feature, the heaviest first: bars to the right speak for a person, to the left against. */
export function Weights({ weights }: Pick<QualificationInfo, 'weights'>) {
  const featureWords = useFeatureWords();
  const effectWords = useEffectWords();
  const most = Math.max(...weights.map(({ weight }) => Math.abs(weight)));
  return (
    <ol className={classes.weights}>
      {weights.map(({ key, label, weight }) => {
        const Glyph = weight > 0 ? IconTrendingUp : IconTrendingDown;
        return (
          <li key={key} data-for={weight > 0 || undefined}>
            <span>{featureWords[key] ?? label}</span>
            <span className={classes.balance} aria-hidden>
              <span style={{ width: `${(50 * Math.abs(weight)) / most}%` }} />
            </span>
            <Text span size="xs" c="dimmed" className={classes.effect}>
              <Glyph size={14} aria-hidden />
              {effectWords(weight)}
            </Text>
          </li>
        );
      })}
    </ol>
  );
}
