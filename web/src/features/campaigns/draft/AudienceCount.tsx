import { Plural, Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatNumber } from '@/shared/lib/numbers';
import { explain } from '@/shared/ui';
import { type Audience, type AudienceInput, audienceQuery } from '../api';
import classes from '../campaigns.module.css';
import { useSkipWords } from '../words';

type Reason = Exclude<keyof Audience, 'total' | 'reachable'>;
const reasons: Reason[] = [
  'no_address',
  'do_not_contact',
  'unsubscribed',
  'no_consent',
  'suppressed',
  'capped',
];

/** How many would get it now, and why the others would not. */
export function AudienceCount({ input }: { input: AudienceInput }) {
  const { data, error } = useQuery(audienceQuery(input));
  if (input.target_segments.length === 0 && !input.resend_of)
    return (
      <Text c="dimmed">
        <Trans>Choose a segment, and see at once how many people that are.</Trans>
      </Text>
    );
  if (error) return <Text c="red">{explain(error).title}</Text>;
  return (
    <div role="status" className={classes.count}>
      {data && <Counted audience={data} />}
    </div>
  );
}

function Counted({ audience }: { audience: Audience }) {
  const locale = useFormatLocale();
  const wordsOf = useSkipWords();
  const left = reasons.filter((reason) => audience[reason] > 0);
  const total = formatNumber(audience.total, locale);
  return (
    <>
      <Text className={classes.countNumber}>
        <Plural value={audience.reachable} one="# person gets it" other="# people get it" />
      </Text>
      {left.length > 0 && (
        <>
          <Text size="sm" c="dimmed">
            <Trans>of {total} in these segments. Left out:</Trans>
          </Text>
          <ul className={classes.reasons}>
            {left.map((reason) => (
              <li key={reason}>
                {wordsOf(reason)}: <strong>{formatNumber(audience[reason], locale)}</strong>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
