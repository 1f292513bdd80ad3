import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useRole } from '@/features/accounts';
import { api } from '@/shared/api';
import { rowsOf } from '@/shared/api/query';
import { EmptyState, ErrorState, RelativeTime, Section, useSave } from '@/shared/ui';
import { ListSkeleton } from '@/shared/ui/Skeletons';
import { contactQuery, type TimelineItem, timelineQuery } from './api';

/** Everything that happened with a person, newest first, and a place to write the next note. */
export function Timeline({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(timelineQuery(contactId));
  const items = rowsOf(query.data);
  const mayWrite = useRole('member');
  return (
    <Section title={t`What happened`}>
      <Stack gap="lg">
        {mayWrite && <NewNote contactId={contactId} />}
        {query.isPending && <ListSkeleton />}
        {query.error && <ErrorState error={query.error} onRetry={query.refetch} />}
        {query.isSuccess && items.length === 0 && (
          <EmptyState icon={IconHistory} title={t`Nothing yet`} compact>
            <Trans>Notes, calls, mails and visits of this person appear here.</Trans>
          </EmptyState>
        )}
        {items.map((item) => (
          <Entry key={item.id} item={item} />
        ))}
        {query.hasNextPage && (
          <Button
            variant="default"
            loading={query.isFetchingNextPage}
            onClick={() => query.fetchNextPage()}
          >
            <Trans>Show earlier</Trans>
          </Button>
        )}
      </Stack>
    </Section>
  );
}

function NewNote({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const save = useSave(
    async () => {
      await api.POST('/api/crm/contacts/{id}/notes', {
        params: { path: { id: contactId } },
        body: { body: text },
      });
      setText('');
    },
    { refetch: [timelineQuery(contactId).queryKey, contactQuery(contactId).queryKey] },
  );
  return (
    <Stack gap="xs">
      <Textarea
        label={t`New note`}
        autosize
        minRows={2}
        maxLength={20000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="flex-end">
        <Button disabled={!text.trim()} loading={save.isPending} onClick={() => save.mutate()}>
          <Trans>Save note</Trans>
        </Button>
      </Group>
    </Stack>
  );
}

function Entry({ item }: { item: TimelineItem }) {
  return (
    <div>
      <Group justify="space-between" gap="xs">
        <Text fw={550} tt="capitalize">
          {item.type.replaceAll('_', ' ')}
        </Text>
        <Text size="sm" c="dimmed" component="span">
          <RelativeTime instant={item.occurred_at} />
        </Text>
      </Group>
      {item.title && <Text>{item.title}</Text>}
      {item.description && (
        <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{item.description}</Text>
      )}
    </div>
  );
}
