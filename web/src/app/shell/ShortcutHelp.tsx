import { Trans } from '@lingui/react/macro';
import { useRegisteredShortcuts } from '@/shared/lib/shortcuts';
import { Dialog, KeyboardHint } from '@/shared/ui';
import classes from './ShortcutHelp.module.css';

export default function ShortcutHelp({ onClose }: { onClose: () => void }) {
  const shortcuts = useRegisteredShortcuts();
  return (
    <Dialog onClose={onClose} title={<Trans>Keyboard shortcuts</Trans>}>
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
    </Dialog>
  );
}
