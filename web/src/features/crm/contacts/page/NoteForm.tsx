import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import { useMembers } from '@/features/accounts';
import { api } from '@/shared/api';
import { useSave } from '@/shared/ui';
import { MentionMenu } from './MentionMenu';
import { newMentions } from './mentions';

const afterwards = [['contacts'], ['home']];

/** Writes a note on a person. */
export function NoteForm({ contactId }: { contactId: string }) {
  const { t } = useLingui();
  const [text, setText] = useState('');
  const members = useMembers();
  const field = useRef<HTMLTextAreaElement>(null);
  const save = useSave(
    async () => {
      await api.POST('/api/crm/contacts/{id}/notes', {
        params: { path: { id: contactId } },
        body: { body: text, mentions: newMentions(text, members) },
      });
      setText('');
      field.current?.focus();
    },
    { refetch: afterwards },
  );
  const submit = () => text.trim() && !save.isPending && save.mutate();
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Textarea
        ref={field}
        aria-label={t`New note`}
        placeholder={t`What should everybody know about this person?`}
        minRows={2}
        maxRows={14}
        maxLength={20000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
        }}
      />
      <Group justify="space-between" mt="xs">
        <MentionMenu field={field} />
        <Button size="sm" type="submit" ml="auto" disabled={!text.trim()} loading={save.isPending}>
          <Trans>Save note</Trans>
        </Button>
      </Group>
    </form>
  );
}
