import { Trans } from '@lingui/react/macro';
import { Dialog } from '@/shared/ui';
import type { ContactRecord } from '../api';
import { WriteMail } from './WriteMail';

interface MailDialogProps {
  contact: ContactRecord;
  draft?: { subject: string; text: string };
  onClose: () => void;
}

export function MailDialog({ contact, draft, onClose }: MailDialogProps) {
  const { display_name } = contact;
  return (
    <Dialog
      onClose={onClose}
      size="lg"
      // What is half written must not go by a slip of the mouse.
      closeOnClickOutside={false}
      title={<Trans>Mail to {display_name}</Trans>}
    >
      <WriteMail contact={contact} draft={draft} onSent={onClose} />
    </Dialog>
  );
}
