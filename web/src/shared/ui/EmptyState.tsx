import { Text, Title } from '@mantine/core';
import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './EmptyState.module.css';

interface EmptyStateProps {
  icon: Icon;
  title: ReactNode;
  /** What this place is for and how something gets into it. */
  children?: ReactNode;
  action?: ReactNode;
  compact?: boolean;
  /** 1 where it is all that a page has. */
  order?: 1 | 2;
}

/** Shown where there is nothing yet. It teaches: what would be here, and the next step. */
export function EmptyState(props: EmptyStateProps) {
  const { icon: Glyph, title, children, action, compact, order = 2 } = props;
  return (
    <div className={classes.empty} data-compact={compact || undefined}>
      <span className={classes.icon}>
        <Glyph size={compact ? 18 : 22} stroke={1.6} aria-hidden />
      </span>
      <Title order={order} size="h3">
        {title}
      </Title>
      {children && (
        <Text size="md" c="dimmed" component="div" className={classes.words}>
          {children}
        </Text>
      )}
      {action && <div className={classes.action}>{action}</div>}
    </div>
  );
}
