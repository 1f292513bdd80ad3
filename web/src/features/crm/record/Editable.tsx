import { useLingui } from '@lingui/react/macro';
import { VisuallyHidden } from '@mantine/core';
import { type ReactNode, Suspense, useEffect, useRef, useState } from 'react';
import { Fact } from './Fact';
import classes from './record.module.css';

interface EditableProps {
  label: string;
  /** What is shown while nobody edits; null is empty. */
  shown: ReactNode;
  /** Only to be looked at. */
  fixed?: boolean;
  /** A link or the like after the value, outside of the button. */
  aside?: ReactNode;
  /** Drawn while one edits; `close` ends it and gives the focus back. */
  editor: (close: () => void) => ReactNode;
}

/** A fact that turns into its editor when it is chosen. */
export function Editable({ label, shown, fixed, aside, editor }: EditableProps) {
  const { t } = useLingui();
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const wasEditing = useRef(false);
  useEffect(() => {
    if (wasEditing.current && !editing && document.activeElement === document.body)
      button.current?.focus();
    wasEditing.current = editing;
  }, [editing]);
  const value = shown ?? <span className={classes.empty}>{fixed ? '—' : t`Add`}</span>;
  return (
    <Fact label={label}>
      {editing && (
        <Suspense fallback={<span className={classes.value}>{value}</span>}>
          {editor(() => setEditing(false))}
        </Suspense>
      )}
      {!editing && (
        <div className={classes.line}>
          {fixed ? (
            <span className={classes.value}>{value}</span>
          ) : (
            <button
              ref={button}
              type="button"
              className={classes.value}
              title={t`Click to change`}
              onClick={() => setEditing(true)}
            >
              <VisuallyHidden component="span">{`${label}: `}</VisuallyHidden>
              {value}
            </button>
          )}
          {aside}
        </div>
      )}
    </Fact>
  );
}
