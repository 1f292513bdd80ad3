import { Trans } from '@lingui/react/macro';
import { Button, type ButtonProps } from '@mantine/core';
import type { UseInfiniteQueryResult } from '@tanstack/react-query';

interface ShowMoreProps extends Pick<ButtonProps, 'mt' | 'radius' | 'variant'> {
  query: Pick<UseInfiniteQueryResult, 'hasNextPage' | 'isFetchingNextPage' | 'fetchNextPage'>;
}

/** At the end of a list, as long as the server has more of it. */
export function ShowMore({ query, variant = 'subtle', ...look }: ShowMoreProps) {
  if (!query.hasNextPage) return null;
  return (
    <Button
      fullWidth
      variant={variant}
      loading={query.isFetchingNextPage}
      onClick={() => query.fetchNextPage()}
      {...look}
    >
      <Trans>Show more</Trans>
    </Button>
  );
}
