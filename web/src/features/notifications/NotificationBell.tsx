import { Plural, useLingui } from '@lingui/react/macro';
import { ActionIcon, Indicator, Popover, VisuallyHidden } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBell } from '@tabler/icons-react';
import { useQueryClient } from '@tanstack/react-query';
import { Suspense } from 'react';
import { meQuery, useMe } from '@/features/accounts';
import { useRealtimeHandler } from '@/shared/realtime';
import { ListSkeleton, lazyPart } from '@/shared/ui';

const NotificationList = lazyPart(async () => (await import('./NotificationList')).default);

/** What happened while one looked elsewhere. */
export function NotificationBell({ size = 34 }: { size?: number }) {
  const { t } = useLingui();
  const { unread_notifications: unread } = useMe();
  const [opened, opens] = useDisclosure();
  const queryClient = useQueryClient();
  useRealtimeHandler('notifications', () => {
    void queryClient.invalidateQueries({ queryKey: meQuery.queryKey });
    return false;
  });
  return (
    <Popover opened={opened} onChange={opens.toggle} width={360} position="bottom-start" trapFocus>
      <Popover.Target>
        <ActionIcon size={size} aria-label={t`Notifications`} onClick={opens.toggle}>
          <Indicator disabled={unread === 0} size={8} offset={2} color="red.7">
            <IconBell size={size > 36 ? 20 : 18} stroke={1.7} aria-hidden />
          </Indicator>
          {unread > 0 && (
            <VisuallyHidden>
              <Plural value={unread} one="# unread" other="# unread" />
            </VisuallyHidden>
          )}
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <Suspense fallback={<ListSkeleton rows={3} />}>
          <NotificationList onClose={opens.close} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
