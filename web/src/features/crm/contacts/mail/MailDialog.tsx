import { Trans, useLingui } from '@lingui/react/macro';
import { Modal, Text } from '@mantine/core';
import type { ContactRecord } from '../api';
import { WriteMail } from './WriteMail';

interface MailDialogProps {
  contact: ContactRecord;
  draft?: { subject: string; text: string };
  opened: boolean;
  onClose: () => void;
}

export function MailDialog({ contact, draft, opened, onClose }: MailDialogProps) {
  const { t } = useLingui();
  const { display_name } = contact;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      size="lg"
      // What is half written must not go by a slip of the mouse.
      closeOnClickOutside={false}
      title={
        <Text fw={600}>
          <Trans>Mail to {display_name}</Trans>
        </Text>
      }
      closeButtonProps={{ 'aria-label': t`Close` }}
    >
      <WriteMail contact={contact} draft={draft} onSent={onClose} />
    </Modal>
  );
}
