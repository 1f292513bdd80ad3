import { useLingui } from '@lingui/react/macro';
import { ActionIcon, CopyButton, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import classes from './CodeBlock.module.css';

interface CodeBlockProps {
  code: string;
  /** Says what the button copies. */
  label: string;
  /** Long lines go on below instead of scrolling away. */
  wrap?: boolean;
}

/** Lines of code to be taken elsewhere. */
export function CodeBlock({ code, label, wrap }: CodeBlockProps) {
  const { t } = useLingui();
  return (
    <div className={classes.block}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys */}
      <pre className={classes.code} data-wrap={wrap || undefined} tabIndex={0}>
        <code>{code}</code>
      </pre>
      <CopyButton value={code} timeout={2000}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? t`Copied` : label}>
            <ActionIcon
              className={classes.copy}
              variant="default"
              aria-label={copied ? t`Copied` : label}
              onClick={copy}
              size="lg"
            >
              {copied ? <IconCheck size={17} /> : <IconCopy size={17} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </div>
  );
}
