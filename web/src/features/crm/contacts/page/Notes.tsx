import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Text, Textarea } from '@mantine/core';
import { IconNote, IconPencil, IconPin, IconPinFilled, IconTrash } from '@tabler/icons-react';
import { type InfiniteData, useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useMembers, useRole } from '@/features/accounts';
import { api, ifMatch, type Page, patchRow, rowsOf } from '@/shared/api';
import {
  deleteUndoably,
  EmptyState,
  ErrorState,
  ListSkeleton,
  RelativeTime,
  useSave,
} from '@/shared/ui';
import { type Note, notesQuery } from '../api';
import { MentionMenu } from './MentionMenu';
import { newMentions, piecesOf } from './mentions';
import classes from './page.module.css';

/** The notes on a person: pinned ones first. */
export function Notes({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const query = useInfiniteQuery(notesQuery(contactId));
  const notes = rowsOf(query.data);
  const ordered = [...notes.filter((one) => one.pinned), ...notes.filter((one) => !one.pinned)];
  if (query.isPending) return <ListSkeleton />;
  if (query.error) return <ErrorState error={query.error} onRetry={query.refetch} compact />;
  if (notes.length === 0)
    return (
      <EmptyState icon={IconNote} title={t`No notes yet`} compact>
        <Trans>Write down what was agreed, what somebody likes, what to ask next time.</Trans>
      </EmptyState>
    );
  return (
    <>
      <ul className={classes.notes} aria-label={t`Notes`}>
        {ordered.map((note) => (
          <NoteItem key={note.id} note={note} />
        ))}
      </ul>
      {query.hasNextPage && (
        <Button fullWidth variant="default" mt="sm" onClick={() => query.fetchNextPage()}>
          <Trans>Show earlier</Trans>
        </Button>
      )}
    </>
  );
}

function NoteItem({ note }: { note: Note }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const members = useMembers();
  const author = members.find(({ user_id }) => user_id === note.author_id)?.name;
  const [editing, setEditing] = useState(false);
  const path = { id: note.id };
  const refetch = [['contacts']];
  const pin = useSave(
    () => api.PATCH('/api/crm/notes/{id}', { params: { path }, body: { pinned: !note.pinned } }),
    { refetch },
  );
  const remove = useDeleteNote(note);
  return (
    <li className={classes.note} data-pinned={note.pinned || undefined}>
      <Group gap={4} wrap="nowrap" justify="space-between">
        <Text size="sm" c="dimmed">
          {author && `${author} · `}
          <RelativeTime instant={note.created_at} />
        </Text>
        {mayEdit && (
          <Group gap={2} wrap="nowrap">
            <ActionIcon
              size="sm"
              aria-label={note.pinned ? t`Unpin note` : t`Pin note`}
              loading={pin.isPending}
              onClick={() => pin.mutate()}
            >
              {note.pinned ? <IconPinFilled size={15} /> : <IconPin size={15} />}
            </ActionIcon>
            <ActionIcon size="sm" aria-label={t`Edit note`} onClick={() => setEditing(true)}>
              <IconPencil size={15} aria-hidden />
            </ActionIcon>
            <ActionIcon size="sm" aria-label={t`Delete note`} onClick={remove}>
              <IconTrash size={15} aria-hidden />
            </ActionIcon>
          </Group>
        )}
      </Group>
      {editing ? (
        <NoteEditor note={note} onDone={() => setEditing(false)} />
      ) : (
        <Text size="md" className={classes.longText}>
          {piecesOf(note.body, members).map(({ at, text, isMention }) =>
            isMention ? <b key={at}>{text}</b> : text,
          )}
        </Text>
      )}
    </li>
  );
}

function NoteEditor({ note, onDone }: { note: Note; onDone: () => void }) {
  const { t } = useLingui();
  const [text, setText] = useState(note.body);
  const members = useMembers();
  const field = useRef<HTMLTextAreaElement>(null);
  const save = useSave(
    async () => {
      await api.PATCH('/api/crm/notes/{id}', {
        params: { path: { id: note.id } },
        body: { body: text, mentions: newMentions(text, members, note.body) },
        headers: ifMatch(note.version),
      });
      onDone();
    },
    { refetch: [['contacts']] },
  );
  return (
    <>
      <Textarea
        ref={field}
        aria-label={t`Note`}
        autoFocus
        mt={4}
        maxLength={20000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      <Group justify="flex-end" gap={6} mt="xs">
        <MentionMenu field={field} />
        <Button size="compact-sm" variant="default" ml="auto" onClick={onDone}>
          <Trans>Cancel</Trans>
        </Button>
        <Button
          size="compact-sm"
          disabled={!text.trim()}
          loading={save.isPending}
          onClick={() => save.mutate()}
        >
          <Trans>Save</Trans>
        </Button>
      </Group>
    </>
  );
}

function useDeleteNote(note: Note) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const { queryKey } = notesQuery(note.contact_id);
  return () =>
    deleteUndoably({
      message: t`Note deleted`,
      hide: () =>
        queryClient.setQueriesData<InfiniteData<Page<Note>>>({ queryKey }, (data) =>
          patchRow(data, note.id, () => null),
        ),
      show: () => void queryClient.invalidateQueries({ queryKey }),
      send: async () => {
        await api.DELETE('/api/crm/notes/{id}', {
          params: { path: { id: note.id } },
          headers: ifMatch(note.version),
        });
        await queryClient.invalidateQueries({ queryKey: ['contacts', 'timeline'] });
      },
    });
}
