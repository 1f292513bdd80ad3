import { useLingui } from '@lingui/react';
import { Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { formatInstant, formatRelative } from '../lib/time';

/** "5 minutes ago"; the exact time on hover and for screen readers' detail. */
export function RelativeTime({ instant }: { instant: string }) {
  const { i18n } = useLingui();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 60_000);
    return () => clearInterval(timer);
  }, []);
  return (
    <Tooltip label={formatInstant(instant, i18n.locale)}>
      <time dateTime={instant}>{formatRelative(instant, i18n.locale, now)}</time>
    </Tooltip>
  );
}
