import { useLingui } from '@lingui/react/macro';
import { Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useRole } from '@/features/accounts';
import { ListSkeleton, lazyPart, TabList } from '@/shared/ui';
import type { ContactRecord } from '../api';
import { Composer } from './Composer';
import { NoteForm } from './NoteForm';
import { Profile } from './Profile';
import classes from './page.module.css';
import type { ContactTab } from './search';
import { Timeline } from './Timeline';

// The timeline is what one comes for.
const Notes = lazyPart(async () => (await import('./Notes')).Notes);
const ContactTasks = lazyPart(async () => (await import('./ContactTasks')).ContactTasks);
const JourneyTab = lazyPart(async () => (await import('../../journeys/JourneyTab')).JourneyTab);
const Files = lazyPart(async () => (await import('./Files')).Files);
const PrivacyTab = lazyPart(async () => (await import('../../privacy/PrivacyTab')).PrivacyTab);

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
      <Suspense fallback={<ListSkeleton />}>
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
          <JourneyTab contact={contact} />
        </Tabs.Panel>
        <Tabs.Panel value="files">
          <Files contactId={contact.id} />
        </Tabs.Panel>
        <Tabs.Panel value="privacy">
          <PrivacyTab contact={contact} />
        </Tabs.Panel>
      </Suspense>
    </Tabs>
  );
}
