import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text } from '@mantine/core';
import { useQueries } from '@tanstack/react-query';
import { Dialog, ErrorState, ListSkeleton } from '@/shared/ui';
import { contactQuery } from '../contacts/api';
import { MergeTable } from './MergeTable';
import { Moves } from './Moves';
import { useMerge } from './useMerge';

interface MergeDialogProps {
  /** Two to eleven contacts; the first one stays unless chosen otherwise. */
  ids: string[];
  onClose: () => void;
  /** With the id of the contact that stayed. */
  onMerged?: (winnerId: string) => void;
}

/** Makes one contact of several, from their page or from selected rows. */
export default function MergeDialog({ ids, onClose, onMerged }: MergeDialogProps) {
  const { t } = useLingui();
  const people = useQueries({ queries: ids.map((id) => contactQuery(id)) });
  const { input, setInput, preview, merge } = useMerge(ids);
  const records = people.flatMap(({ data }) => (data ? [data] : []));
  const error = preview.error ?? people.find((each) => each.error)?.error;
  const save = () =>
    merge.mutate(undefined, {
      onSuccess: () => {
        onClose();
        onMerged?.(input.winner);
      },
    });
  return (
    <Dialog onClose={onClose} size="xl" title={t`Merge contacts`}>
      <Stack gap="md">
        <Text c="dimmed">
          <Trans>
            All addresses, tags, notes, tasks and the whole history come together. For 90 days you
            can take it back.
          </Trans>
        </Text>
        {error && <ErrorState error={error} onRetry={() => preview.refetch()} />}
        {!error && (!preview.data || records.length < ids.length) && <ListSkeleton />}
        {preview.data && records.length === ids.length && (
          <>
            <MergeTable people={records} input={input} preview={preview.data} onChange={setInput} />
            <Moves preview={preview.data} />
          </>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button loading={merge.isPending} disabled={!preview.data || !!error} onClick={save}>
            <Plural value={ids.length} one="Merge # contact" other="Merge # contacts" />
          </Button>
        </Group>
      </Stack>
    </Dialog>
  );
}
