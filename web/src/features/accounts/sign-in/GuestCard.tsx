import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useDocumentTitle } from '@/shared/lib/useDocumentTitle';
import classes from './GuestCard.module.css';

interface GuestCardProps {
  title: string;
  description?: ReactNode;
  /** Below the card: the way to the other screen. */
  footer?: ReactNode;
  children?: ReactNode;
}

/** The one card of a screen before one is signed in. */
export function GuestCard({ title, description, footer, children }: GuestCardProps) {
  useDocumentTitle(title);
  return (
    <>
      <Paper withBorder radius="lg" shadow="sm" className={classes.card}>
        <Title order={1} tabIndex={-1} data-route-heading>
          {title}
        </Title>
        {description && (
          <Text c="dimmed" mt={4} component="div">
            {description}
          </Text>
        )}
        {children && (
          <Stack gap="md" mt="lg">
            {children}
          </Stack>
        )}
      </Paper>
      {footer && (
        <Text ta="center" mt="lg" c="dimmed" component="div">
          {footer}
        </Text>
      )}
    </>
  );
}
