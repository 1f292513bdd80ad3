import { useLingui } from '@lingui/react/macro';
import { Skeleton } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';

/** A flash of grey for an answer that comes at once is worse than nothing. */
const showAfterMs = 180;

function Delayed({ children }: { children: ReactNode }) {
  const { t } = useLingui();
  const [visible, setVisible] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setVisible(true), showAfterMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" aria-label={t`Loading`}>
      {visible && children}
    </div>
  );
}

/** Rows of a list that is on its way. */
export function ListSkeleton({ rows = 4 }: { rows?: number }) {
  return (
    <Delayed>
      {Array.from({ length: rows }, (_, row) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and stay where they are
          key={row}
          style={{ display: 'flex', gap: 12, alignItems: 'center', padding: '14px 16px' }}
        >
          <Skeleton circle height={30} />
          <div style={{ flex: 1 }}>
            <Skeleton height={11} width={`${34 + ((row * 17) % 28)}%`} mb={8} />
            <Skeleton height={9} width={`${20 + ((row * 23) % 24)}%`} />
          </div>
        </div>
      ))}
    </Delayed>
  );
}

/** A form or a text that is on its way. */
export function BlockSkeleton({ height = 160 }: { height?: number }) {
  return (
    <Delayed>
      <Skeleton height={14} width="28%" mb={14} />
      <Skeleton height={height} radius="md" />
    </Delayed>
  );
}
