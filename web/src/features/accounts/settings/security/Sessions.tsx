import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button } from '@mantine/core';
import { IconDeviceDesktop, IconDeviceMobile } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api, body } from '@/shared/api';
import {
  confirm,
  ErrorState,
  ListSkeleton,
  RelativeTime,
  Row,
  RowList,
  Section,
  useSave,
} from '@/shared/ui';

const queryKey = ['me', 'sessions'];

export function Sessions() {
  const { t } = useLingui();
  const sessions = useQuery({
    queryKey,
    queryFn: ({ signal }) => body(api.GET('/api/me/sessions', { signal })),
  });
  const end = useSave(
    (id: string) => api.DELETE('/api/me/sessions/{id}', { params: { path: { id } } }),
    { refetch: [queryKey], done: t`That device is signed out` },
  );
  const endOthers = useSave(() => api.DELETE('/api/me/sessions'), {
    refetch: [queryKey],
    done: t`All other devices are signed out`,
  });
  const items = sessions.data?.items ?? [];
  const askEndOthers = async () => {
    const yes = await confirm({
      title: t`Sign out all other devices?`,
      body: t`Only this browser stays signed in.`,
      action: t`Sign out the others`,
    });
    if (yes) endOthers.mutate();
  };
  return (
    <Section
      title={t`Where you are signed in`}
      description={t`Sign out a device that you do not know, then change your password.`}
      flush
      action={
        items.length > 1 && (
          <Button variant="default" size="xs" onClick={askEndOthers}>
            <Trans>Sign out all others</Trans>
          </Button>
        )
      }
    >
      {sessions.isPending && <ListSkeleton rows={2} />}
      {sessions.isError && <ErrorState error={sessions.error} onRetry={sessions.refetch} compact />}
      <RowList label={t`Where you are signed in`}>
        {items.map((session) => (
          <Row
            key={session.id}
            icon={<DeviceIcon description={session.description} />}
            title={
              <>
                {session.description}
                {session.current && (
                  <Badge>
                    <Trans>this device</Trans>
                  </Badge>
                )}
              </>
            }
            detail={
              <>
                {session.address} · <RelativeTime instant={session.last_seen_at} />
              </>
            }
          >
            {!session.current && (
              <Button
                variant="default"
                size="xs"
                aria-label={t`Sign out ${session.description}`}
                onClick={() => end.mutate(session.id)}
              >
                <Trans>Sign out</Trans>
              </Button>
            )}
          </Row>
        ))}
      </RowList>
    </Section>
  );
}

function DeviceIcon({ description }: { description: string }) {
  const Glyph = /iPhone|iPad|Android/.test(description) ? IconDeviceMobile : IconDeviceDesktop;
  return <Glyph size={20} stroke={1.6} aria-hidden />;
}
