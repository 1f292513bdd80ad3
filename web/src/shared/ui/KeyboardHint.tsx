import classes from './KeyboardHint.module.css';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** "Ctrl K", or "⌘ K" on a Mac: keys are given as "mod+K". */
export function KeyboardHint({ keys }: { keys: string }) {
  return (
    <span className={classes.keys}>
      {keys.split('+').map((key) => (
        <kbd key={key} className={classes.key}>
          {key === 'mod' ? (isApple ? '⌘' : 'Ctrl') : key}
        </kbd>
      ))}
    </span>
  );
}
