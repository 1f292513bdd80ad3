import { useLingui } from '@lingui/react/macro';
import { SegmentedControl } from '@mantine/core';
import { lazy, Suspense, useState } from 'react';
import { BlockSkeleton } from '@/shared/ui';
import { TaskForm } from '../../tasks/TaskForm';
import type { ContactRecord } from '../api';
import { WriteMail } from '../mail/WriteMail';
import { NoteForm } from './NoteForm';
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
