import { useLayoutEffect } from 'react';
import { ApiError } from '../api/error';
import { ErrorState } from './ErrorState';
import { Page } from './Page';
import { PageHeader, type PageHeaderProps } from './PageHeader';
import { ListSkeleton } from './Skeletons';

interface RecordOnItsWayProps extends Pick<PageHeaderProps, 'title' | 'back'> {
  /** Why it did not come; none while it is still awaited. */
  error: unknown;
  onRetry: () => void;
}

/** The page of one record before there is the record. */
export function RecordOnItsWay({ title, back, error, onRetry }: RecordOnItsWayProps) {
  useFocusHandedOn();
  return (
    <Page>
      <PageHeader title={title} back={back} />
      {error ? (
        <ErrorState error={error} onRetry={isGone(error) ? undefined : onRetry} />
      ) : (
        <ListSkeleton />
      )}
    </Page>
  );
}

/** Asking again does not bring it back; the way to the list stands above. */
function isGone(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
}

/** The heading that took the focus when one came here gives it to the heading of the record. */
function useFocusHandedOn() {
  useLayoutEffect(
    () => () => {
      if (!document.activeElement?.matches('[data-route-heading]')) return;
      window.setTimeout(() => {
        if (document.activeElement !== document.body) return;
        const heading = document.querySelector<HTMLElement>('[data-route-heading]');
        heading?.focus({ preventScroll: true });
      });
    },
    [],
  );
}
