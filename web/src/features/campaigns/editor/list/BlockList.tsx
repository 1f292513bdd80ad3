import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useContext } from 'react';
import classes from '../editor.module.css';
import { ManifestContext } from '../ManifestContext';
import { keptOutOfColumns } from '../puckConfig';
import type { PuckBlock } from '../puckData';
import { useMailActions } from '../usePuck';
import { useManifestWords } from '../words';
import { BlockCard } from './BlockCard';
import { usePanel } from './BlockPanel';

interface BlockListProps {
  blocks: PuckBlock[];
  zone: string;
  /** The blocks of a column: in which of how many, and of which row of columns. */
  column?: ColumnPlace;
}

export interface ColumnPlace {
  parent: string;
  field: string;
  index: number;
  count: number;
}

/** Blocks below each other, with a way to add one. */
export function BlockList({ blocks, zone, column }: BlockListProps) {
  return (
    <div className={classes.blocks}>
      {blocks.map((block, index) => (
        <BlockCard
          key={block.props.id}
          block={block}
          index={index}
          siblings={blocks}
          zone={zone}
          column={column}
        />
      ))}
      <AddBlock blocks={blocks} zone={zone} inColumn={column !== undefined} />
    </div>
  );
}

/** Where a block goes that is added: before the footer, which stays the end. */
export function placeToAdd(blocks: PuckBlock[], type: string): number {
  const beforeFooter = blocks.at(-1)?.type === 'footer' && type !== 'footer';
  return beforeFooter ? blocks.length - 1 : blocks.length;
}

interface AddBlockProps {
  blocks: PuckBlock[];
  zone: string;
  inColumn: boolean;
}

function AddBlock({ blocks, zone, inColumn }: AddBlockProps) {
  const { t } = useLingui();
  const wordsOf = useManifestWords();
  const manifest = useContext(ManifestContext);
  const { add } = useMailActions();
  const { focusLater, say } = usePanel();
  const offered = Object.entries(manifest.blocks).filter(
    ([type]) => !inColumn || !keptOutOfColumns(manifest).includes(type),
  );
  const put = (type: string, label: string) => {
    focusLater(add(type, zone, placeToAdd(blocks, type)), 'field');
    say(t`Added: ${label}`);
  };
  return (
    <Menu position="bottom-start" returnFocus={false}>
      <Menu.Target>
        <Button
          size="sm"
          variant="light"
          fullWidth
          leftSection={<IconPlus size={15} aria-hidden />}
          aria-label={inColumn ? t`Add to this column` : t`Add a block`}
        >
          {inColumn ? <Trans>Add</Trans> : <Trans>Add a block</Trans>}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {offered.map(([type, { label }]) => (
          <Menu.Item key={type} onClick={() => put(type, wordsOf(label))}>
            {wordsOf(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
