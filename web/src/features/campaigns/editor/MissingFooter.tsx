import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { isMissingFooter, type MissingPart } from './footer';

interface MissingFooterProps {
  missing: MissingPart[];
  /** Puts what is missing at the end of the mail; absent for who may not write. */
  onInsert?: () => void;
  pending?: boolean;
}

/** Without these nobody gets a mail of marketing: the law asks for them, and so do the large mailboxes. */
export function MissingFooter({ missing, onInsert, pending }: MissingFooterProps) {
  const { t } = useLingui();
  const parts = missing.filter(isMissingFooter);
  if (parts.length === 0) return null;
  const lacks = (wanted: string) => parts.some(({ code }) => code === wanted);
  const isOfBlocks = parts.every(({ field }) => field.endsWith('document'));
  return (
    <Alert
      color="orange"
      my="sm"
      icon={<IconAlertTriangle size={18} aria-hidden />}
      title={t`This mail cannot go out yet`}
    >
      {lacks('unsubscribe_missing') && (
        <div>
          <Trans>
            There is no link to unsubscribe in it. Whoever gets news must be able to say “no more”.
          </Trans>
        </div>
      )}
      {lacks('postal_address_missing') && (
        <div>
          <Trans>A marketing mail needs the sender's postal address in its footer.</Trans>
        </div>
      )}
      {onInsert && (
        <Button
          size="xs"
          variant="default"
          mt="xs"
          display="block"
          loading={pending ?? false}
          onClick={onInsert}
        >
          {isOfBlocks ? (
            <Trans>Add a footer with both</Trans>
          ) : (
            <Trans>Put it at the end of the mail</Trans>
          )}
        </Button>
      )}
    </Alert>
  );
}
