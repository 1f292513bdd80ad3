import { Trans, useLingui } from '@lingui/react/macro';
import { Modal, Text } from '@mantine/core';
import { useRegisteredShortcuts } from '@/shared/lib/shortcuts';
import { KeyboardHint } from '@/shared/ui';
import classes from './ShortcutHelp.module.css';

export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const { t } = useLingui();
  const shortcuts = useRegisteredShortcuts();
  return (
    <Modal
      opened
      onClose={onClose}
      title={
        <Text fw={600}>
          <Trans>Keyboard shortcuts</Trans>
        </Text>
      }
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <dl className={classes.list}>
        {shortcuts.map(({ keys, label }) => (
          <div key={keys} className={classes.row}>
            <dt>{label}</dt>
            <dd>
              {keys.split(' ').map((part) => (
                <KeyboardHint key={part} keys={part} />
              ))}
            </dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
