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
  return (
    <Page>
      <PageHeader title={title} back={back} />
      {error ? <ErrorState error={error} onRetry={onRetry} /> : <ListSkeleton />}
    </Page>
  );
}
