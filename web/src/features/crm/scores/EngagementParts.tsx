import { Plural, Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useFormatLocale } from '@/shared/lib/locale';
import { RelativeTime } from '@/shared/ui';
import { useInteractionKinds } from '../contacts/page/interactions';
import type { EngagementPart } from './api';
import classes from './scores.module.css';

/** "+12 Clicked in an e-mail, 3 times, 2 days ago": what an engagement score is made of. */
export function EngagementParts({ parts }: { parts: EngagementPart[] }) {
  const kindOf = useInteractionKinds();
  const locale = useFormatLocale();
  const points = new Intl.NumberFormat(locale, { maximumFractionDigits: 1, signDisplay: 'always' });
  if (parts.length === 0)
    return (
      <Text size="sm" c="dimmed">
        <Trans>Nothing has happened lately.</Trans>
      </Text>
    );
  return (
    <ul className={classes.parts}>
      {parts.map((part) => (
        <li key={part.interaction_type}>
          <b className={classes.points}>{points.format(part.points)}</b>
          <span>
            {kindOf(part.interaction_type).label}{' '}
            <Text span size="xs" c="dimmed">
              <Plural value={part.interactions} one="# time" other="# times" />
              {' · '}
              <RelativeTime instant={part.last_at} />
            </Text>
          </span>
        </li>
      ))}
    </ul>
  );
}
