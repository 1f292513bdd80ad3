import { useLingui } from '@lingui/react/macro';
import { ActionIcon } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from '@tabler/icons-react';

interface OrderedActionsProps {
  /** Of the line, for screen readers: "Move News up". */
  name: string;
  index: number;
  count: number;
  /** While the order is being saved nothing else moves. */
  moving?: boolean;
  deleting?: boolean;
  onMove: (to: number) => void;
  onEdit: () => void;
  onDelete: () => void;
}

/** What can be done with a line of a list that people put in order. */
export function OrderedActions(props: OrderedActionsProps) {
  const { t } = useLingui();
  const { name, index, count, moving, deleting, onMove, onEdit, onDelete } = props;
  return (
    <>
      <ActionIcon
        size="lg"
        aria-label={t`Move ${name} up`}
        disabled={index === 0 || moving}
        onClick={() => onMove(index - 1)}
      >
        <IconArrowUp size={17} />
      </ActionIcon>
      <ActionIcon
        size="lg"
        aria-label={t`Move ${name} down`}
        disabled={index === count - 1 || moving}
        onClick={() => onMove(index + 1)}
      >
        <IconArrowDown size={17} />
      </ActionIcon>
      <ActionIcon size="lg" aria-label={t`Change ${name}`} onClick={onEdit}>
        <IconPencil size={17} />
      </ActionIcon>
      <ActionIcon size="lg" aria-label={t`Delete ${name}`} loading={deleting} onClick={onDelete}>
        <IconTrash size={17} />
      </ActionIcon>
    </>
  );
}
