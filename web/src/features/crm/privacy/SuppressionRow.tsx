import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import { api } from '@/shared/api';
import { confirm, RelativeTime, Row, useSave } from '@/shared/ui';
import type { Suppression } from './api';
import { useChannelWords, useReasonWords } from './words';

interface SuppressionRowProps {
  entry: Suppression;
  /** What to call who is only known by a code. */
  unnamed?: string;
  mayEdit: boolean;
}

/** One address that is not written to: by which channel, about what, why and since when. */
export function SuppressionRow({ entry, unnamed, mayEdit }: SuppressionRowProps) {
  const { t } = useLingui();
  const reasons = useReasonWords();
  const channels = useChannelWords();
  const name = entry.address ?? unnamed ?? t`Erased person`;
  const remove = useSave(
    () => api.DELETE('/api/crm/suppressions/{id}', { params: { path: { id: entry.id } } }),
    { refetch: [['suppressions'], ['contacts', 'segments']], done: t`Taken off the list` },
  );
  const ask = async () => {
    const yes = await confirm({
      title: t`Take ${name} off the list?`,
      body: <Trans>Campaigns may be sent there again. Only do this when the person asked.</Trans>,
      action: t`Take off the list`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Row
      title={
        <>
          {name}
          <Badge variant="default">{channels[entry.channel]}</Badge>
          <Badge color={entry.topic ? 'brand' : 'red'}>
            {entry.topic || <Trans>Everything</Trans>}
          </Badge>
        </>
      }
      detail={
        <>
          {reasons[entry.reason]} · <RelativeTime instant={entry.created_at} />
        </>
      }
    >
      {mayEdit && (
        <ActionIcon
          size="lg"
          aria-label={t`Take ${name} off the list`}
          loading={remove.isPending}
          onClick={ask}
        >
          <IconX size={17} aria-hidden />
        </ActionIcon>
      )}
    </Row>
  );
}
