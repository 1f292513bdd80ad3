import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './RowList.module.css';

/** A short list inside a Section: members, keys, sessions. Long lists are a DataTable. */
export function RowList({ label, children }: { label: string; children: ReactNode }) {
  return (
    <ul className={classes.list} aria-label={label}>
      {children}
    </ul>
  );
}

interface RowProps {
  icon?: ReactNode;
  title: ReactNode;
  detail?: ReactNode;
  /** At the end: badges, a menu. */
  children?: ReactNode;
}

export function Row({ icon, title, detail, children }: RowProps) {
  return (
    <li className={classes.row}>
      {icon && <span className={classes.icon}>{icon}</span>}
      <div className={classes.words}>
        <Text component="div" size="md" fw={550} className={classes.title}>
          {title}
        </Text>
        {detail && (
          <Text component="div" size="sm" c="dimmed">
            {detail}
          </Text>
        )}
      </div>
      {children && <div className={classes.end}>{children}</div>}
    </li>
  );
}
