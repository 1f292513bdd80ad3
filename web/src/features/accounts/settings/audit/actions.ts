import { useLingui } from '@lingui/react/macro';
import { useMemo } from 'react';

/** The actions that the server writes into the log, in words. */
export function useActionNames(): Record<string, string> {
  const { t } = useLingui();
  return useMemo(
    () => ({
      'contact.created': t`Contact created`,
      'contact.updated': t`Contact changed`,
      'contact.deleted': t`Contact put into the trash`,
      'contact.restored': t`Contact restored`,
      'contact.purged': t`Contact deleted for good`,
      'contacts.exported': t`Contacts exported`,
      'import.started': t`Import started`,
      'import.undone': t`Import undone`,
      'bulk.started': t`Many contacts changed`,
      'company.created': t`Company created`,
      'company.updated': t`Company changed`,
      'company.deleted': t`Company deleted`,
      'invitation.created': t`Invitation sent`,
      'invitation.resent': t`Invitation sent again`,
      'invitation.revoked': t`Invitation taken back`,
      'invitation.accepted': t`Invitation accepted`,
      'member.joined': t`Member joined`,
      'member.role_changed': t`Role changed`,
      'member.removed': t`Member removed`,
      'member.left': t`Member left`,
      'key.created': t`API key created`,
      'key.revoked': t`API key revoked`,
      'project.created': t`Project created`,
      'project.updated': t`Project settings changed`,
      'project.deleted': t`Project deleted`,
      'project.handed_over': t`Project handed over`,
    }),
    [t],
  );
}
