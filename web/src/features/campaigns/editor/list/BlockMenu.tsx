import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Menu } from '@mantine/core';
import { useGetPuck } from '@puckeditor/core';
import { IconCopy, IconDots } from '@tabler/icons-react';
import { useContext } from 'react';
import { ManifestContext } from '../ManifestContext';
import { keptOutOfColumns } from '../puckConfig';
import { columnsFieldOf, type PuckBlock } from '../puckData';
import { columnZone, rootZone, useMailActions } from '../usePuck';
import type { ColumnPlace } from './BlockList';
import { usePanel } from './BlockPanel';

interface BlockMenuProps {
  block: PuckBlock;
  label: string;
  siblings: PuckBlock[];
  index: number;
  column?: ColumnPlace;
}

/** What is done to a block less often: copied, and moved into columns, between them and out of them. */
export function BlockMenu({ block, label, siblings, index, column }: BlockMenuProps) {
  const { t } = useLingui();
  const { move, duplicate, select } = useMailActions();
  const { focusLater, say } = usePanel();
  const getPuck = useGetPuck();
  const { id } = block.props;
  const moveTo = (zone: string, to: number) => {
    move(id, zone, to);
    select(id);
    focusLater(id, 'more');
    say(t`Moved: ${label}`);
  };
  const copy = () => {
    duplicate(id);
    const made = getPuck().selectedItem?.props.id as string | undefined;
    if (made) focusLater(made, 'title');
    say(t`Copied: ${label}`);
  };
  const into = useColumnsBeside(block, siblings, index, column);
  return (
    <Menu position="bottom-end" returnFocus={false}>
      <Menu.Target>
        <ActionIcon aria-label={t`More: ${label}`} data-part="more">
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconCopy size={15} aria-hidden />} onClick={copy}>
          <Trans>Duplicate</Trans>
        </Menu.Item>
        {column && (
          <>
            {otherColumns(column).map((to) => {
              const number = to + 1;
              return (
                <Menu.Item
                  key={to}
                  onClick={() => moveTo(columnZone(column.parent, column.field, to), 0)}
                >
                  <Trans>Move to column {number}</Trans>
                </Menu.Item>
              );
            })}
            <Menu.Item
              onClick={() => {
                const row = getPuck().getSelectorForId(column.parent);
                if (row) moveTo(rootZone, row.index + 1);
              }}
            >
              <Trans>Move out of the columns</Trans>
            </Menu.Item>
          </>
        )}
        {into.above && (
          <Menu.Item onClick={() => moveTo(into.above as string, 0)}>
            <Trans>Move into the columns above</Trans>
          </Menu.Item>
        )}
        {into.below && (
          <Menu.Item onClick={() => moveTo(into.below as string, 0)}>
            <Trans>Move into the columns below</Trans>
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function otherColumns({ index, count }: ColumnPlace): number[] {
  return Array.from({ length: count }, (_, at) => at).filter((at) => at !== index);
}

/** The first column of the neighbours, for a block that may stand in one. */
function useColumnsBeside(
  block: PuckBlock,
  siblings: PuckBlock[],
  index: number,
  column: ColumnPlace | undefined,
) {
  const manifest = useContext(ManifestContext);
  if (column || keptOutOfColumns(manifest).includes(block.type)) return {};
  const zoneOf = (beside: PuckBlock | undefined) => {
    const field = beside && columnsFieldOf(manifest, beside.type);
    return field && columnZone(beside.props.id, field, 0);
  };
  return { above: zoneOf(siblings[index - 1]), below: zoneOf(siblings[index + 1]) };
}
