import { useLingui } from '@lingui/react/macro';
import { ActionIcon, Stack, UnstyledButton } from '@mantine/core';
import { IconArrowDown, IconArrowUp, IconChevronDown, IconTrash } from '@tabler/icons-react';
import { useId } from 'react';
import { BlockList } from './BlockList';
import classes from './editor.module.css';
import { FieldEditor } from './FieldEditor';
import { type Block, type BlockManifest, summaryOf } from './mailDocument';
import { useManifestWords } from './words';

interface BlockCardProps {
  manifest: BlockManifest;
  block: Block;
  opened: boolean;
  first: boolean;
  last: boolean;
  onOpen: () => void;
  onChange: (block: Block) => void;
  onMove: (by: 1 | -1) => void;
  onRemove: () => void;
}

/** One block: a line that says what it is; its fields when it is open. */
export function BlockCard(props: BlockCardProps) {
  const { manifest, block, opened, first, last, onOpen, onChange, onMove, onRemove } = props;
  const { t } = useLingui();
  const wordsOf = useManifestWords();
  const body = useId();
  const kind = manifest.blocks[block.type];
  const label = wordsOf(kind?.label ?? block.type);
  return (
    <div className={classes.block} data-open={opened || undefined}>
      <div className={classes.head}>
        <UnstyledButton
          className={classes.title}
          aria-expanded={opened}
          aria-controls={body}
          onClick={onOpen}
        >
          <IconChevronDown size={15} aria-hidden className={classes.chevron} />
          <span className={classes.kind}>{label}</span>
          <span className={classes.summary}>{summaryOf(block)}</span>
        </UnstyledButton>
        <ActionIcon aria-label={t`Move up: ${label}`} disabled={first} onClick={() => onMove(-1)}>
          <IconArrowUp size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t`Move down: ${label}`} disabled={last} onClick={() => onMove(1)}>
          <IconArrowDown size={16} />
        </ActionIcon>
        <ActionIcon aria-label={t`Remove: ${label}`} onClick={onRemove}>
          <IconTrash size={16} />
        </ActionIcon>
      </div>
      <div id={body} hidden={!opened}>
        {opened && kind && (
          <Stack gap="sm" className={classes.fields}>
            {Object.entries(kind.fields).map(([key, field]) =>
              field.type === 'columns' ? (
                <Columns
                  key={key}
                  manifest={manifest}
                  columns={block[key] as Block[][]}
                  onChange={(columns) => onChange({ ...block, [key]: columns })}
                />
              ) : (
                <FieldEditor
                  key={key}
                  field={field}
                  value={block[key]}
                  onChange={(value) => onChange({ ...block, [key]: value })}
                />
              ),
            )}
          </Stack>
        )}
      </div>
    </div>
  );
}

interface ColumnsProps {
  manifest: BlockManifest;
  columns: Block[][];
  onChange: (columns: Block[][]) => void;
}

function Columns({ manifest, columns, onChange }: ColumnsProps) {
  const { t } = useLingui();
  return columns.map((blocks, index) => {
    const number = index + 1;
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
      <fieldset key={index} className={classes.column}>
        <legend>{t`Column ${number}`}</legend>
        <BlockList
          inColumn
          manifest={manifest}
          blocks={blocks}
          onChange={(next) => onChange(columns.toSpliced(index, 1, next))}
        />
      </fieldset>
    );
  });
}
