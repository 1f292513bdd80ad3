import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Text } from '@mantine/core';
import { IconSignature } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useMembers } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant } from '@/shared/lib/time';
import { EmptyState, ErrorState, ListSkeleton, Section } from '@/shared/ui';
import { type Consent, consentsQuery } from './api';
import classes from './privacy.module.css';
import { RecordConsent } from './RecordConsent';
import { useConsentSourceWords, usePurposeWords } from './words';

interface ConsentsSectionProps {
  contactId: string;
  mayEdit: boolean;
}

/** What the person agreed to, in the words that were seen; the newest first, nothing overwritten. */
export function ConsentsSection({ contactId, mayEdit }: ConsentsSectionProps) {
  const { t } = useLingui();
  const { data, isPending, error, refetch } = useQuery(consentsQuery(contactId));
  const [recording, setRecording] = useState(false);
  const consents = data?.items ?? [];
  return (
    <Section
      title={t`Consents`}
      description={<Trans>What was agreed to or taken back. What was said last holds.</Trans>}
      flush
      action={
        mayEdit && (
          <Button variant="default" size="xs" onClick={() => setRecording(true)}>
            <Trans>Record a consent</Trans>
          </Button>
        )
      }
    >
      {isPending && <ListSkeleton rows={2} />}
      {error && <ErrorState error={error} onRetry={refetch} compact />}
      {data && consents.length === 0 && (
        <EmptyState icon={IconSignature} title={t`No consents yet`} compact>
          <Trans>
            When somebody agrees to hear from you, or objects, write down the words they saw. Then
            you can prove it later.
          </Trans>
        </EmptyState>
      )}
      <ol className={classes.consents} aria-label={t`Consents`}>
        {consents.map((consent, index) => (
          <ConsentEntry key={consent.id} consent={consent} holds={holds(consents, index)} />
        ))}
      </ol>
      {recording && (
        <RecordConsent
          contactId={contactId}
          purposes={[...new Set(consents.map(({ purpose }) => purpose))]}
          onClose={() => setRecording(false)}
        />
      )}
    </Section>
  );
}

/** The first of its purpose, newest first, is the one that counts. */
function holds(consents: Consent[], index: number) {
  return consents.findIndex(({ purpose }) => purpose === consents[index]?.purpose) === index;
}

function ConsentEntry({ consent, holds }: { consent: Consent; holds: boolean }) {
  const locale = useFormatLocale();
  const purposeWords = usePurposeWords();
  return (
    <li className={classes.consent} data-past={!holds || undefined}>
      <div className={classes.consentHead}>
        <Badge color={consent.given ? 'teal' : 'red'}>
          {consent.given ? <Trans>Agreed</Trans> : <Trans>Taken back</Trans>}
        </Badge>
        <Text span fw={550}>
          {purposeWords(consent.purpose)}
        </Text>
        <Text span size="sm" c="dimmed">
          <time dateTime={consent.created_at}>{formatInstant(consent.created_at, locale)}</time>
        </Text>
        {!holds && (
          <Text span size="sm" c="dimmed">
            <Trans>no longer holds</Trans>
          </Text>
        )}
      </div>
      <blockquote className={classes.words}>{consent.basis}</blockquote>
      <Provenance consent={consent} />
    </li>
  );
}

/** Where it comes from, for who has to prove it. */
function Provenance({ consent }: { consent: Consent }) {
  const { t } = useLingui();
  const sourceWords = useConsentSourceWords();
  const recorder = useMembers().find(({ user_id }) => user_id === consent.recorded_by)?.name;
  const { wording, ip_address } = consent;
  const parts = [
    wording && t`version ${wording} of the words`,
    sourceWords(consent.source),
    recorder && t`recorded by ${recorder}`,
    ip_address && t`from the address ${ip_address}`,
    consent.user_agent,
  ];
  return (
    <Text size="sm" c="dimmed" className={classes.provenance}>
      {parts.filter(Boolean).join(' · ')}
    </Text>
  );
}
