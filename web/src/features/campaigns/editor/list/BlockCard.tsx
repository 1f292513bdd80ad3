import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Stack, UnstyledButton } from '@mantine/core';
import {
  IconAlertTriangle,
  IconArrowDown,
  IconArrowUp,
  IconChevronDown,
  IconTrash,
} from '@tabler/icons-react';
import { useContext, useId } from 'react';
import { useBlockPreview } from '../blockPreview';
import classes from '../editor.module.css';
import { ManifestContext } from '../ManifestContext';
import { summaryOf } from '../mailDocument';
import { blockOf, columnsFieldOf, type PuckBlock } from '../puckData';
import { useMailActions, useMailTheme, usePuck, useSelectedId } from '../usePuck';
import { useManifestWords } from '../words';
import { BlockFields } from './BlockFields';
import type { ColumnPlace } from './BlockList';
import { BlockMenu } from './BlockMenu';
import { type CardPart, usePanel } from './BlockPanel';
import { Remarks, shownRemarks } from './Remarks';

interface BlockCardProps {
  block: PuckBlock;
  index: number;
  siblings: PuckBlock[];
  zone: string;
  column?: ColumnPlace;
}

/** One block: a line that says what it is; its fields when it is chosen, here or in the canvas. */
export function BlockCard({ block, index, siblings, zone, column }: BlockCardProps) {
  const { t } = useLingui();
  const wordsOf = useManifestWords();
  const manifest = useContext(ManifestContext);
  const { select, move, remove } = useMailActions();
  const { focusLater, say } = usePanel();
  const body = useId();
  const { id } = block.props;
  const chosen = useSelectedId() === id;
  const opened = useIsOpen(id);
  const label = wordsOf(manifest.blocks[block.type]?.label ?? block.type);
  const remarks = useRemarks(block, column?.count ?? 1);
  const moveTo = (to: number, part: CardPart) => {
    move(id, zone, to);
    focusLater(id, part);
    const place = to + 1;
    const places = siblings.length;
    say(t`${label}: now ${place} of ${places}`);
  };
  const drop = () => {
    const next = siblings[index + 1] ?? siblings[index - 1];
    if (next) focusLater(next.props.id, 'title');
    else if (column) focusLater(column.parent, 'title');
    remove(id);
    say(t`Removed: ${label}`);
  };
  return (
    <div className={classes.block} data-block={id} data-open={opened || undefined}>
      <div className={classes.head}>
        <UnstyledButton
          className={classes.title}
          aria-expanded={opened}
          aria-controls={body}
          data-part="title"
          onClick={() => select(chosen ? undefined : id)}
        >
          <IconChevronDown size={15} aria-hidden className={classes.chevron} />
          <span className={classes.kind}>{label}</span>
          <span className={classes.summary}>{summaryOf(blockOf(block, manifest))}</span>
          {remarks.length > 0 && (
            <IconAlertTriangle size={15} className={classes.remarkIcon} aria-label={t`Look here`} />
          )}
        </UnstyledButton>
        <ActionIcon
          aria-label={t`Move up: ${label}`}
          data-part="up"
          disabled={index === 0}
          onClick={() => moveTo(index - 1, 'up')}
        >
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon
          aria-label={t`Move down: ${label}`}
          data-part="down"
          disabled={index === siblings.length - 1}
          onClick={() => moveTo(index + 1, 'down')}
        >
          <IconArrowDown size={16} />
        </ActionIcon>
        <BlockMenu block={block} label={label} siblings={siblings} index={index} column={column} />
        <ActionIcon aria-label={t`Remove: ${label}`} onClick={drop}>
          <IconTrash size={16} />
        </ActionIcon>
      </div>
      <div id={body} hidden={!opened} data-fields>
        {opened && (
          <Stack gap="sm" className={classes.fields}>
            <BlockFields block={block} />
            <Remarks remarks={remarks} block={block} />
          </Stack>
        )}
      </div>
    </div>
  );
}

/** Chosen, or one of those that stand in it is. */
function useIsOpen(id: string): boolean {
  return usePuck((state) => {
    const selected = state.selectedItem?.props.id as string | undefined;
    if (!selected || !state.getSelectorForId(selected)) return false;
    return selected === id || state.getParentById(selected)?.props.id === id;
  });
}

/** What the server says of the block; of one that holds others, they say it themselves. */
function useRemarks(block: PuckBlock, columns: number) {
  const manifest = useContext(ManifestContext);
  const holdsOthers = columnsFieldOf(manifest, block.type) !== undefined;
  const { data } = useBlockPreview(blockOf(block, manifest), columns, useMailTheme(), !holdsOthers);
  return holdsOthers ? [] : shownRemarks(data?.remarks ?? [], block);
}
