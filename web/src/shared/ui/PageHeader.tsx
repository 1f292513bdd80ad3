import { Text, Title } from '@mantine/core';
import { IconChevronLeft } from '@tabler/icons-react';
import type { LinkProps } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useDocumentTitle } from '../lib/useDocumentTitle';
import { LinkAnchor } from './links';
import classes from './PageHeader.module.css';

export interface PageHeaderProps {
  title: string;
  description?: ReactNode;
  /** The screen above this one. */
  back?: { to: LinkProps['to']; label: string; search?: LinkProps['search'] };
  /** Buttons; the last one is the main one. */
  actions?: ReactNode;
  /** Before the title: whose page it is. */
  picture?: ReactNode;
  /** A short title stays beside its buttons on phones too. */
  compact?: boolean;
}

/** The head of every screen: names the document too, and takes the focus when the route changes. */
export function PageHeader(props: PageHeaderProps) {
  const { title, description, back, actions, picture, compact } = props;
  useDocumentTitle(title);
  return (
    <header className={classes.header} data-compact={compact || undefined}>
      {back && (
        <LinkAnchor
          to={back.to}
          search={back.search as never}
          size="sm"
          c="dimmed"
          className={classes.back}
        >
          <IconChevronLeft size={14} aria-hidden />
          {back.label}
        </LinkAnchor>
      )}
      <div className={classes.row}>
        <div className={classes.name}>
          {picture}
          <div className={classes.nameWords}>
            <Title order={1} tabIndex={-1} lineClamp={3} title={title} data-route-heading>
              {title}
            </Title>
            {description && (
              <Text c="dimmed" size="md" component="div" className={classes.description}>
                {description}
              </Text>
            )}
          </div>
        </div>
        {actions && <div className={classes.actions}>{actions}</div>}
      </div>
    </header>
  );
}
