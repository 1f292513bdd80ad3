import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, SegmentedControl, Textarea } from '@mantine/core';
import { lazy, Suspense, useRef, useState } from 'react';
import { useMembers } from '@/features/accounts';
import { api } from '@/shared/api';
import { BlockSkeleton, useSave } from '@/shared/ui';
import { TaskForm } from '../../tasks/TaskForm';
import type { ContactRecord } from '../api';
import { WriteMail } from '../mail/WriteMail';
import { MentionMenu } from './MentionMenu';
import { newMentions } from './mentions';
import classes from './page.module.css';

const InteractionForm = lazy(() => import('./InteractionForm'));
const SaleForm = lazy(() => import('./SaleForm'));

type Kind = 'note' | 'mail' | 'call' | 'meeting' | 'sale' | 'task';

/** Writes down what just happened, or what is to be done; or writes to the person. */
export function Composer({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const contactId = contact.id;
  const mayBeWrittenTo = contact.emails.length > 0 && !contact.do_not_contact;
  const [kind, setKind] = useState<Kind>('note');
  return (
    <section className={classes.composer} aria-label={t`Write something down`}>
      <SegmentedControl
        aria-label={t`What to write down`}
        size="xs"
        mb="sm"
        value={kind}
        onChange={(value) => setKind(value as Kind)}
        data={[
          { value: 'note', label: t`Note` },
          ...(mayBeWrittenTo ? [{ value: 'mail', label: t`E-mail` }] : []),
          { value: 'call', label: t`Call` },
          { value: 'meeting', label: t`Meeting` },
          { value: 'sale', label: t`Sale` },
          { value: 'task', label: t`Task` },
        ]}
      />
      {kind === 'note' && <NoteForm contactId={contactId} />}
      {kind === 'mail' && <WriteMail contact={contact} />}
      {kind === 'task' && <TaskForm about={{ contact_id: contactId }} />}
      {(kind === 'call' || kind === 'meeting') && (
        <Suspense fallback={<BlockSkeleton />}>
          <InteractionForm key={kind} contactId={contactId} type={kind} />
        </Suspense>
      )}
      {kind === 'sale' && (
        <Suspense fallback={<BlockSkeleton />}>
          <SaleForm contactId={contactId} />
        </Suspense>
      )}
    </section>
  );
}

const afterwards = [['contacts'], ['home']];

function NoteForm({ contactId }: { contactId: string }) {
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
