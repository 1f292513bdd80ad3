import { useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { useContext } from 'react';
import type { BlockPreview } from '../blockPreview';
import classes from '../editor.module.css';
import { ManifestContext } from '../ManifestContext';
import type { PuckBlock } from '../puckData';
import { useManifestWords } from '../words';

type Remark = BlockPreview['remarks'][number];

/** Without those on fields that are simply not filled in yet: they are marked as needed. */
export function shownRemarks(remarks: Remark[], { props }: PuckBlock): Remark[] {
  return remarks.filter(
    ({ code, field }) =>
      code !== 'required' && !(code === 'bad_format' && valueAt(props, field) === ''),
  );
}

/** What is at "links[0].url". */
function valueAt(props: Record<string, unknown>, path: string): unknown {
  let value: unknown = props;
  for (const step of path.split(/[.[\]]+/).filter(Boolean))
    value = (value as Record<string, unknown> | undefined)?.[step];
  return value;
}

interface RemarksProps {
  remarks: Remark[];
  block: PuckBlock;
}

export function Remarks({ remarks, block }: RemarksProps) {
  const { t } = useLingui();
  const wordsOf = useManifestWords();
  const manifest = useContext(ManifestContext);
  if (remarks.length === 0) return null;
  const known: Record<string, string> = {
    missing_alt: t`Say what is to be seen, for whoever does not see the picture.`,
    bad_format: t`This is no address. One begins with https://, mailto: or tel:`,
  };
  const nameOf = ({ field }: Remark) => {
    const [key = ''] = field.split(/[.[]/);
    return wordsOf(manifest.blocks[block.type]?.fields[key]?.label ?? field);
  };
  return (
    <ul className={classes.remarks} aria-label={t`Remarks`}>
      {remarks.map((remark) => (
        <Text component="li" size="sm" key={`${remark.field} ${remark.code} ${remark.message}`}>
          <strong>{nameOf(remark)}:</strong> {known[remark.code] ?? remark.message}
        </Text>
      ))}
    </ul>
  );
}
