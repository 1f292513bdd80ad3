import { useQueryErrorResetBoundary } from '@tanstack/react-query';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { ErrorState } from '@/shared/ui';
import { GuestFrame } from './GuestLayout';

/** What no screen caught: the screen could not be loaded, or it broke. */
export function RouteError({ error, reset, order }: ErrorComponentProps & { order?: 1 }) {
  const router = useRouter();
  const queries = useQueryErrorResetBoundary();
  return (
    <ErrorState
      error={error}
      order={order}
      onRetry={() => {
        queries.reset();
        reset();
        void router.invalidate();
      }}
    />
  );
}

/** The same where not even the frame of the app is there. */
export function RootError(props: ErrorComponentProps) {
  return (
    <GuestFrame>
      <RouteError {...props} order={1} />
    </GuestFrame>
  );
}
