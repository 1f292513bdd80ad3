import { Trans, useLingui } from '@lingui/react/macro';
import { Badge } from '@mantine/core';
import type { Segment } from './api';

/** Only what is out of the ordinary is said loudly: a segment is mostly up to date. */
export function SegmentState({ segment }: { segment: Segment }) {
  if (segment.status === 'broken')
    return (
      <Badge color="red" variant="light" miw="max-content">
        <Trans>Needs a look</Trans>
      </Badge>
    );
  if (segment.status !== 'ready')
    return (
      <Badge color="blue" variant="light" miw="max-content">
        <Trans>Updating</Trans>
      </Badge>
    );
  return (
    <Badge color="teal" variant="light" miw="max-content">
      <Trans>Up to date</Trans>
    </Badge>
  );
}

export function useSegmentKind(): (segment: Pick<Segment, 'is_dynamic'>) => string {
  const { t } = useLingui();
  return ({ is_dynamic }) => (is_dynamic ? t`By itself` : t`By hand`);
}
