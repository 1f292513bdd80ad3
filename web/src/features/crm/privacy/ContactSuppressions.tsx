import { Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button } from '@mantine/core';
import { IconMailCheck, IconMailOff } from '@tabler/icons-react';
import { useQueries } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState, ErrorState, ListSkeleton, RowList, Section } from '@/shared/ui';
import type { ContactRecord } from '../contacts/api';
import { emailsOf, phonesOf } from '../contacts/page/addressRows';
import { AddSuppression } from './AddSuppression';
import { type Suppression, suppressionsOfQuery } from './api';
import { SuppressionRow } from './SuppressionRow';

interface ContactSuppressionsProps {
  contact: ContactRecord;
  mayEdit: boolean;
}

/** Which of a person's addresses are on the list of those that are not written to. */
export function ContactSuppressions({ contact, mayEdit }: ContactSuppressionsProps) {
  const { t } = useLingui();
  const [adding, setAdding] = useState(false);
  const email = emailsOf(contact).map(({ value }) => value);
  const sms = phonesOf(contact).map(({ value }) => value);
  const addresses = [...email, ...sms];
  const found = useQueries({ queries: addresses.map(suppressionsOfQuery) });
  const failed = found.find(({ error }) => error);
  const pending = found.some(({ isPending }) => isPending);
  const entries = found.flatMap(({ data }, index) =>
    (data?.items ?? []).map((entry) => ({ entry, address: addresses[index] })),
  );
  return (
    <Section
      title={t`Do not write to`}
      description={
        <Trans>Addresses of this person that get no campaigns, on one channel or on a topic.</Trans>
      }
      flush
      action={
        mayEdit &&
        addresses.length > 0 && (
          <Button variant="default" size="xs" onClick={() => setAdding(true)}>
            <Trans>Add an address</Trans>
          </Button>
        )
      }
    >
      {contact.do_not_contact && (
        <Alert color="red" radius={0} icon={<IconMailOff size={18} aria-hidden />}>
          <Trans>
            “Do not contact” is switched on in the profile: nothing is sent on any channel.
          </Trans>
        </Alert>
      )}
      {pending && <ListSkeleton rows={1} />}
      {failed && <ErrorState error={failed.error} onRetry={failed.refetch} compact />}
      {!pending && !failed && entries.length === 0 && !contact.do_not_contact && (
        <EmptyState icon={IconMailCheck} title={t`Not on the list`} compact>
          <Trans>People who unsubscribe, or whose mail bounces, come here by themselves.</Trans>
        </EmptyState>
      )}
      <RowList label={t`Do not write to`}>
        {unique(entries).map(({ entry, address }) => (
          <SuppressionRow key={entry.id} entry={entry} unnamed={address} mayEdit={mayEdit} />
        ))}
      </RowList>
      {adding && <AddSuppression addresses={{ email, sms }} onClose={() => setAdding(false)} />}
    </Section>
  );
}

/** Two spellings of one address find the same entry. */
function unique(entries: { entry: Suppression; address: string | undefined }[]) {
  return [...new Map(entries.map((one) => [one.entry.id, one])).values()];
}
