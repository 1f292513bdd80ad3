import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { randomId } from '@/shared/lib/random';
import { BlockCard } from './BlockCard';
import classes from './editor.module.css';
import { type Block, type BlockManifest, moved, newBlock } from './mailDocument';
import { useManifestWords } from './words';

interface BlockListProps {
  manifest: BlockManifest;
  blocks: Block[];
  onChange: (blocks: Block[]) => void;
  /** Columns hold no columns, and a mail has one footer, at its end. */
  inColumn?: boolean;
}

/** Blocks below each other: added, opened, moved and removed, with the keyboard too. */
export function BlockList({ manifest, blocks, onChange, inColumn }: BlockListProps) {
  // A name for each block, for as long as the list is on the screen: React tells them apart by it.
  const [names, setNames] = useState(() => blocks.map(() => randomId()));
  const [open, setOpen] = useState<string>();
  const apply = (nextNames: string[], next: Block[]) => {
    setNames(nextNames);
    onChange(next);
  };
  const add = (type: string) => {
    const name = randomId();
    // Before the footer, which stays the end.
    const at = blocks.at(-1)?.type === 'footer' && type !== 'footer' ? -1 : blocks.length;
    apply(names.toSpliced(at, 0, name), blocks.toSpliced(at, 0, newBlock(type, manifest)));
    setOpen(name);
  };
  const move = (from: number, to: number) => apply(moved(names, from, to), moved(blocks, from, to));
  return (
    <div className={classes.blocks}>
      {blocks.map((block, index) => {
        const name = names[index] as string;
        return (
          <BlockCard
            key={name}
            manifest={manifest}
            block={block}
            opened={open === name}
            first={index === 0}
            last={index === blocks.length - 1}
            onOpen={() => setOpen(open === name ? undefined : name)}
            onChange={(changed) => onChange(blocks.toSpliced(index, 1, changed))}
            onMove={(by) => move(index, index + by)}
            onRemove={() => apply(names.toSpliced(index, 1), blocks.toSpliced(index, 1))}
          />
        );
      })}
      <AddBlock manifest={manifest} inColumn={inColumn} onAdd={add} />
    </div>
  );
}

interface AddBlockProps {
  manifest: BlockManifest;
  inColumn?: boolean;
  onAdd: (type: string) => void;
}

function AddBlock({ manifest, inColumn, onAdd }: AddBlockProps) {
  const { t } = useLingui();
  const wordsOf = useManifestWords();
  const offered = Object.entries(manifest.blocks).filter(
    ([type]) => !inColumn || (type !== 'columns' && type !== 'footer'),
  );
  return (
    <Menu position="bottom-start">
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
          <Menu.Item key={type} onClick={() => onAdd(type)}>
            {wordsOf(label)}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
