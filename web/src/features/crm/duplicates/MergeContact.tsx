import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Suspense, useState } from 'react';
import { useRole } from '@/features/accounts';
import { api, body } from '@/shared/api';
import { Dialog, lazyPart, SearchInput } from '@/shared/ui';
import type { ContactRecord } from '../contacts/api';
import { duplicatesOfQuery } from './api';

const MergeDialog = lazyPart(async () => (await import('./MergeDialog')).default);

const shortestTerm = 2;

/** "Merge with…" on the page of a contact: suspects first, or anybody by search. */
export function MergeContact({ contact }: { contact: ContactRecord }) {
  const navigate = useNavigate();
  const mayEdit = useRole('member');
  const [step, setStep] = useState<'closed' | 'choosing' | { with: string }>('closed');
  if (!mayEdit || contact.deleted_at) return null;
  const close = () => setStep('closed');
  return (
    <>
      <Button variant="default" onClick={() => setStep('choosing')}>
        <Trans>Merge</Trans>
      </Button>
      {step === 'choosing' && (
        <ChooseContact contact={contact} onClose={close} onChoose={(id) => setStep({ with: id })} />
      )}
      <Suspense>
        {typeof step === 'object' && (
          <MergeDialog
            ids={[contact.id, step.with]}
            onClose={close}
            onMerged={(id) =>
              void navigate({ to: '/contacts/$contactId', params: { contactId: id } })
            }
          />
        )}
      </Suspense>
    </>
  );
}

interface ChooseContactProps {
  contact: ContactRecord;
  onClose: () => void;
  onChoose: (id: string) => void;
}

function ChooseContact({ contact, onClose, onChoose }: ChooseContactProps) {
  const { t } = useLingui();
  const [term, setTerm] = useState('');
  const suspects = useQuery(duplicatesOfQuery(contact.id));
  const found = useQuery({
    queryKey: ['search', term],
    queryFn: ({ signal }) =>
      body(api.GET('/api/crm/search', { params: { query: { q: term, limit: 10 } }, signal })),
    enabled: term.length >= shortestTerm,
  });
  const others = (suspects.data?.items ?? []).map(({ first, second }) =>
    first.id === contact.id ? second : first,
  );
  const choices =
    term.length >= shortestTerm
      ? (found.data?.items ?? [])
          .filter(({ kind, id }) => kind === 'contact' && id !== contact.id)
          .map(({ id, title, subtitle }) => ({ id, title, subtitle }))
      : others.map(({ id, display_name, email }) => ({ id, title: display_name, subtitle: email }));
  return (
    <Dialog onClose={onClose} title={t`Merge ${contact.display_name} with whom?`}>
      <Stack gap="sm">
        <SearchInput
          data-autofocus
          label={t`Name, e-mail or phone`}
          value={term}
          onChange={setTerm}
        />
        {choices.map(({ id, title, subtitle }) => (
          <Button
            key={id}
            variant="default"
            justify="flex-start"
            h="auto"
            py="xs"
            onClick={() => onChoose(id)}
          >
            <span>
              {title}
              {subtitle && (
                <Text size="sm" c="dimmed">
                  {subtitle}
                </Text>
              )}
            </span>
          </Button>
        ))}
        {choices.length === 0 && (
          <Text c="dimmed">
            <Trans>Search for the contact that is the same person.</Trans>
          </Text>
        )}
      </Stack>
    </Dialog>
  );
}
