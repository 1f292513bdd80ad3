import { useLingui } from '@lingui/react/macro';
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './CopyField.module.css';

/** A value to be taken elsewhere: a key, an address, recovery codes. */
export function CopyField({ value, label }: { value: string; label: string }) {
  const { t } = useLingui();
  return (
    <div className={classes.field}>
      <code className={classes.value}>{value}</code>
      <CopyButton value={value} timeout={2000}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t`Copied` : label}>
            <ActionIcon aria-label={copied ? t`Copied` : label} onClick={copy} size="lg">
              {copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
