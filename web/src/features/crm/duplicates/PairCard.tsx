import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Group, Stack, Text } from '@mantine/core';
import { api } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatShare } from '@/shared/lib/numbers';
import { useShortcuts } from '@/shared/lib/shortcuts';
import { BlockSkeleton, ErrorState, KeyboardHint, Section, toast, useSave } from '@/shared/ui';
import type { DuplicatePair } from './api';
import { MergeTable } from './MergeTable';
import { Moves } from './Moves';
import { useMerge } from './useMerge';
import { useReasons } from './words';

/** Who was there first stays, unless somebody chooses otherwise. */
function olderFirst({ first, second }: DuplicatePair) {
  return first.created_at <= second.created_at ? [first, second] : [second, first];
}

export function PairCard({ pair, mayEdit }: { pair: DuplicatePair; mayEdit: boolean }) {
  const { t } = useLingui();
  const reasons = useReasons();
  const people = olderFirst(pair);
  const sure = formatShare(pair.score / 100, useFormatLocale());
  const { input, setInput, preview, merge } = useMerge(people.map(({ id }) => id));
  const dismiss = useDismissal(pair);
  const busy = merge.isPending || dismiss.isPending;
  const ready = mayEdit && !busy && !!preview.data;
  useShortcuts(
    mayEdit
      ? [
          { keys: 'm', label: t`Merge the pair`, run: () => ready && merge.mutate() },
          { keys: 'x', label: t`Not a duplicate`, run: () => !busy && dismiss.mutate() },
        ]
      : [],
  );
  return (
    <Section
      title={people.map(({ display_name }) => display_name).join(' · ')}
      action={<Badge variant="light">{t`${sure} sure`}</Badge>}
    >
      <Stack gap="md">
        <Group gap={6}>
          {pair.reasons.map((reason) => (
            <Badge key={reason} variant="default" tt="none">
              {reasons[reason]}
            </Badge>
          ))}
        </Group>
        {preview.isPending && <BlockSkeleton />}
        {preview.error && <ErrorState error={preview.error} onRetry={preview.refetch} />}
        {preview.data && (
          <>
            <MergeTable people={people} input={input} preview={preview.data} onChange={setInput} />
            <Moves preview={preview.data} />
          </>
        )}
        {mayEdit && (
          <Group justify="space-between" gap="sm">
            <Text size="sm" c="dimmed" visibleFrom="sm" flex="1 1 200px">
              <KeyboardHint keys="J" /> <KeyboardHint keys="K" /> <Trans>to move</Trans>,{' '}
              <KeyboardHint keys="M" /> <Trans>to merge</Trans>, <KeyboardHint keys="X" />{' '}
              <Trans>if they are two people</Trans>
            </Text>
            <Group gap="xs">
              <Button
                variant="default"
                loading={dismiss.isPending}
                onClick={() => dismiss.mutate()}
              >
                <Trans>Not a duplicate</Trans>
              </Button>
              <Button disabled={!ready} loading={merge.isPending} onClick={() => merge.mutate()}>
                <Trans>Merge</Trans>
              </Button>
            </Group>
          </Group>
        )}
      </Stack>
    </Section>
  );
}

function useDismissal(pair: DuplicatePair) {
  const { t } = useLingui();
  const params = { path: { first_id: pair.first.id, second_id: pair.second.id } };
  const refetch = [['contacts', 'duplicates']];
  const address = '/api/crm/duplicates/{first_id}/{second_id}/dismissal';
  const reopen = useSave(() => api.DELETE(address, { params }), { refetch });
  return useSave(
    async () => {
      await api.PUT(address, { params });
      toast.undo(t`They stay two people`, () => reopen.mutate());
    },
    { refetch },
  );
}
