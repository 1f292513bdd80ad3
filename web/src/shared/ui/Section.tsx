import { Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './Section.module.css';

interface SectionProps {
  title: string;
  description?: ReactNode;
  action?: ReactNode;
  /** Without padding, for lists. */
  flush?: boolean;
  danger?: boolean;
  children: ReactNode;
}

/** A titled card: the building block of settings and of records. */
export function Section({ title, description, action, flush, danger, children }: SectionProps) {
  return (
    <section className={classes.section}>
      <div className={classes.head}>
        <div className={classes.words} data-described={Boolean(description) || undefined}>
          <Title order={2} size="h3">
            {title}
          </Title>
          {description && (
            <Text size="md" c="dimmed" component="div">
              {description}
            </Text>
          )}
        </div>
        {action}
      </div>
      <div
        className={classes.card}
        data-flush={flush || undefined}
        data-danger={danger || undefined}
      >
        {children}
      </div>
    </section>
  );
}
