import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useFormatLocale } from '../lib/locale';
import { formatInstant, formatRelative } from '../lib/time';

/** "5 minutes ago"; the exact time on hover and for screen readers' detail. */
export function RelativeTime({ instant }: { instant: string }) {
  const locale = useFormatLocale();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip label={formatInstant(instant, locale)}>
      <time dateTime={instant}>{formatRelative(instant, locale, now)}</time>
    </Tooltip>
  );
}
