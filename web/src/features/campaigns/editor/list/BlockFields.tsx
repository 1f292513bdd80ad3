import { useLingui } from '@lingui/react/macro';
import { Input, SegmentedControl } from '@mantine/core';
import type { Fields } from '@puckeditor/core';
import { useContext } from 'react';
import classes from '../editor.module.css';
import { ManifestContext } from '../ManifestContext';
import { columnsFieldOf, type PuckBlock, type PuckColumn, withColumnCount } from '../puckData';
import { columnZone, useMailActions, usePuck } from '../usePuck';
import { BlockList } from './BlockList';

/** The fields of a block, as Puck's configuration describes them, and the columns of one that has some. */
export function BlockFields({ block }: { block: PuckBlock }) {
  const { change } = useMailActions();
  const fields = usePuck((state) => state.config.components[block.type]?.fields) as Fields;
  const { id } = block.props;
  return Object.entries(fields).map(([key, field]) => {
    if (field.type === 'array') return <Columns key={key} block={block} field={key} />;
    if (field.type !== 'custom') return null;
    const Field = field.render;
    return (
      <Field
        key={key}
        id={`${id}-${key}`}
        name={key}
        field={field}
        value={block.props[key]}
        onChange={(value) => change(block, { [key]: value })}
      />
    );
  });
}

interface ColumnsProps {
  block: PuckBlock;
  field: string;
}

function Columns({ block, field }: ColumnsProps) {
  const { t } = useLingui();
  const manifest = useContext(ManifestContext);
  const { change } = useMailActions();
  const columns = block.props[field] as PuckColumn[];
  const { min = 2, max = 3 } =
    manifest.blocks[block.type]?.fields[columnsFieldOf(manifest, block.type) ?? ''] ?? {};
  const counts = Array.from({ length: max - min + 1 }, (_, at) => String(min + at));
  return (
    <>
      <Input.Wrapper label={t`How many columns`} size="sm">
        <div>
          <SegmentedControl
            size="xs"
            aria-label={t`How many columns`}
            data={counts}
            value={String(columns.length)}
            onChange={(count) =>
              change(block, { [field]: withColumnCount(columns, Number(count)) })
            }
          />
        </div>
      </Input.Wrapper>
      {columns.map(({ blocks }, index) => {
        const number = index + 1;
        const place = { parent: block.props.id, field, index, count: columns.length };
        return (
          // biome-ignore lint/suspicious/noArrayIndexKey: columns stay where they are
          <fieldset key={index} className={classes.column}>
            <legend>{t`Column ${number}`}</legend>
            <BlockList
              blocks={blocks}
              zone={columnZone(block.props.id, field, index)}
              column={place}
            />
          </fieldset>
        );
      })}
    </>
  );
}
