import { useRole } from '@/features/accounts';
import type { ContactRecord } from '../contacts/api';
import { ContactScores } from '../scores/ContactScores';
import { ContactJourney } from './ContactJourney';

/** Where a person stands, how they came there, and what speaks for the next step. */
export function JourneyTab({ contact }: { contact: ContactRecord }) {
  const mayEdit = useRole('member') && contact.deleted_at === null;
  return (
    <>
      <ContactJourney contactId={contact.id} mayEdit={mayEdit} />
      <ContactScores contactId={contact.id} />
    </>
  );
}
