import { Trans } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import type { MergePreview } from './api';
import { useMovedWords } from './movedWords';

/** What goes over to the contact that stays. */
export function Moves({ preview }: { preview: MergePreview }) {
  const wordsOf = useMovedWords();
  if (preview.moves.length === 0) return null;
  const list = preview.moves.map(({ what, count }) => wordsOf(what, count)).join(', ');
  return (
    <Text size="sm" c="dimmed">
      <Trans>Moves over: {list}</Trans>
    </Text>
  );
}
