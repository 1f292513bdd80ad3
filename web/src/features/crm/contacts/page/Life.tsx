import { useLingui } from '@lingui/react/macro';
import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { lazy, Suspense } from 'react';
import { useRole } from '@/features/accounts';
import { ListSkeleton, TabList } from '@/shared/ui';
import type { ContactRecord } from '../api';
import { Composer } from './Composer';
import { ContactTasks } from './ContactTasks';
import { Files } from './Files';
import { NoteForm } from './NoteForm';
import { Notes } from './Notes';
import { Profile } from './Profile';
import classes from './page.module.css';
import type { ContactTab } from './search';
import { Timeline } from './Timeline';

// Looked at more rarely than the rest.
const JourneyTab = lazy(() => import('../../journeys/JourneyTab'));
const PrivacyTab = lazy(() => import('../../privacy/PrivacyTab'));

const route = getRouteApi('/app/contacts/$contactId');

/** What happened, what was written down, what is to be done. */
export function Life(props: { contact: ContactRecord; withProfile?: boolean }) {
  const { contact, withProfile = false } = props;
  const { t } = useLingui();
  const mayEdit = useRole('member') && contact.deleted_at === null;
  const search = route.useSearch();
  const tab = search.tab === 'profile' && !withProfile ? undefined : search.tab;
  const navigate = route.useNavigate();
  const tabs: Partial<Record<ContactTab, string>> = {
    ...(withProfile && { profile: t`Profile` }),
    timeline: t`Timeline`,
    notes: t`Notes`,
    tasks: t`Tasks`,
    journey: t`Journey`,
    files: t`Files`,
    privacy: t`Privacy`,
  };
  const shown = tab ?? 'timeline';
  return (
    <Tabs
      value={shown}
      onChange={(next) =>
        void navigate({
          search: { tab: next === 'timeline' ? undefined : (next as ContactTab) },
          replace: true,
        })
      }
      keepMounted={false}
    >
      <TabList tabs={tabs} active={shown} />
      {withProfile && (
        <Tabs.Panel value="profile">
          <Profile contact={contact} />
        </Tabs.Panel>
      )}
      <Tabs.Panel value="timeline">
        {mayEdit && <Composer contact={contact} />}
        <Timeline contactId={contact.id} />
      </Tabs.Panel>
      <Tabs.Panel value="notes">
        {mayEdit && (
          <div className={classes.composer}>
            <NoteForm contactId={contact.id} />
          </div>
        )}
        <Notes contactId={contact.id} />
      </Tabs.Panel>
      <Tabs.Panel value="tasks">
        <ContactTasks contactId={contact.id} />
      </Tabs.Panel>
      <Tabs.Panel value="journey">
        <Suspense fallback={<ListSkeleton />}>
          <JourneyTab contact={contact} />
        </Suspense>
      </Tabs.Panel>
      <Tabs.Panel value="files">
        <Files contactId={contact.id} />
      </Tabs.Panel>
      <Tabs.Panel value="privacy">
        <Suspense fallback={<ListSkeleton />}>
          <PrivacyTab contact={contact} />
        </Suspense>
      </Tabs.Panel>
    </Tabs>
  );
}
