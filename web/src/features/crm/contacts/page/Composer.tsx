import { useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { Suspense, useState } from 'react';
import { BlockSkeleton, lazyPart } from '@/shared/ui';
import type { ContactRecord } from '../api';
import { NoteForm } from './NoteForm';
import classes from './page.module.css';

const InteractionForm = lazyPart(async () => (await import('./InteractionForm')).InteractionForm);
const SaleForm = lazyPart(async () => (await import('./SaleForm')).SaleForm);
const TaskForm = lazyPart(async () => (await import('../../tasks/TaskForm')).TaskForm);
const WriteMail = lazyPart(async () => (await import('../mail/WriteMail')).WriteMail);

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
      <Suspense fallback={<BlockSkeleton />}>
        {kind === 'note' && <NoteForm contactId={contactId} />}
        {kind === 'mail' && <WriteMail contact={contact} />}
        {kind === 'task' && <TaskForm about={{ contact_id: contactId }} />}
        {(kind === 'call' || kind === 'meeting') && (
          <InteractionForm key={kind} contactId={contactId} type={kind} />
        )}
        {kind === 'sale' && <SaleForm contactId={contactId} />}
      </Suspense>
    </section>
  );
}
