import { useRole } from '@/features/accounts';
import type { ContactRecord } from '../contacts/api';
import { ConsentsSection } from './ConsentsSection';
import { ContactSuppressions } from './ContactSuppressions';
import { PersonalData } from './PersonalData';

/** What a person allowed, where they must not be written to, and what the law gives them. */
export function PrivacyTab({ contact }: { contact: ContactRecord }) {
  const present = contact.deleted_at === null;
  const isMember = useRole('member');
  const isManager = useRole('manager');
  return (
    <>
      <ConsentsSection contactId={contact.id} mayEdit={isMember && present} />
      <ContactSuppressions contact={contact} mayEdit={isManager} />
      <PersonalData contact={contact} />
    </>
  );
}
