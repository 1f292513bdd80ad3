import { Trans } from '@lingui/react/macro';
import { Button, Group, ScrollArea, Text, UnstyledButton } from '@mantine/core';
import { IconBell } from '@tabler/icons-react';
import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useRouter } from '@tanstack/react-router';
import { meQuery } from '@/features/accounts';
import { api, rowsOf } from '@/shared/api';
import { EmptyState, ErrorState, ListSkeleton, RelativeTime, toast } from '@/shared/ui';
import { type Notification, notificationsQuery } from './api';
import classes from './NotificationList.module.css';
import { useNotificationWords } from './notificationWords';

export default function NotificationList({ onClose }: { onClose: () => void }) {
  const query = useInfiniteQuery(notificationsQuery);
  const router = useRouter();
  const read = useRead();
  const wordsOf = useNotificationWords();
  const all = rowsOf(query.data);
  const unread = all.some((one) => !one.read_at);

  const open = (one: Notification) => {
    if (!one.read_at) read.mutate([one.id]);
    onClose();
    // The server writes addresses of this app; anything else stays where it is.
    if (one.link?.startsWith('/') && !one.link.startsWith('//')) router.history.push(one.link);
  };

  return (
    <>
      <Group justify="space-between" px="md" py="xs" className={classes.head}>
        <Text fw={600}>
          <Trans>Notifications</Trans>
        </Text>
        {unread && (
          <Button size="compact-sm" variant="subtle" onClick={() => read.mutate(undefined)}>
            <Trans>Mark all as read</Trans>
          </Button>
        )}
      </Group>
      <ScrollArea.Autosize mah={420}>
        {query.isPending && <ListSkeleton rows={3} />}
        {query.isError && <ErrorState error={query.error} onRetry={query.refetch} compact />}
        {query.isSuccess && all.length === 0 && (
          <EmptyState icon={IconBell} title={<Trans>All quiet</Trans>} compact>
            <Trans>Finished imports, tasks that are due and mentions will appear here.</Trans>
          </EmptyState>
        )}
        {all.map((one) => (
          <UnstyledButton
            key={one.id}
            className={classes.item}
            data-unread={!one.read_at || undefined}
            onClick={() => open(one)}
          >
            <Text size="md" fw={one.read_at ? 450 : 600}>
              {wordsOf(one).title}
            </Text>
            {one.body && (
              <Text size="sm" c="dimmed" lineClamp={2}>
                {wordsOf(one).body}
              </Text>
            )}
            <Text size="xs" c="dimmed" mt={2} component="div">
              <RelativeTime instant={one.created_at} />
            </Text>
          </UnstyledButton>
        ))}
        {query.hasNextPage && (
          <Button
            variant="subtle"
            fullWidth
            radius={0}
            loading={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            <Trans>Show older ones</Trans>
          </Button>
        )}
      </ScrollArea.Autosize>
    </>
  );
}

/** Marks some, or all when no ids are given. */
function useRead() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: (ids: string[] | undefined) =>
      api.POST('/api/notifications/read', { body: { ids } }),
    onError: toast.error,
    onSettled: () =>
      Promise.all([
        queryClient.invalidateQueries({ queryKey: ['notifications'] }),
        queryClient.invalidateQueries({ queryKey: meQuery.queryKey }),
      ]),
  });
}
