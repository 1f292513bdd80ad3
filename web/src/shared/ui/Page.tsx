import clsx from 'clsx';
import type { ReactNode } from 'react';
import classes from './Page.module.css';

/**
 * The frame of a screen. `reading` for forms and settings, `wide` for dashboards, `full` for a table or board that
 * fills the window and scrolls by itself.
 */
export function Page({
  width = 'wide',
  children,
}: {
  width?: 'reading' | 'wide' | 'full';
  children: ReactNode;
}) {
  return <div className={clsx(classes.page, classes[width])}>{children}</div>;
}
