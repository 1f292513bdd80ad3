import { Trans, useLingui } from '@lingui/react/macro';
import { Autocomplete, Group, SegmentedControl, Textarea, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { fromLocalInput, toLocalInput } from '@/shared/lib/localTime';
import { Dialog, FormActions, FormError, toast, useApiForm } from '@/shared/ui';
import { marketing, usePurposeWords } from './words';

interface RecordConsentProps {
  contactId: string;
  /** Those that this person was asked about before. */
  purposes: string[];
  onClose: () => void;
}

/** Writes down what somebody agreed to or took back. */
export function RecordConsent({ contactId, purposes, onClose }: RecordConsentProps) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  const purposeWords = usePurposeWords();
  const [now] = useState(() => toLocalInput(Date.now()));
  const form = useApiForm({
    initialValues: {
      given: 'yes',
      purpose: purposeWords(marketing),
      basis: '',
      wording: '',
      source: '',
      given_at: now,
    },
    validate: { basis: required, purpose: required },
    send: async (values) => {
      const purpose = values.purpose.trim();
      await api.POST('/api/crm/contacts/{id}/consents', {
        params: { path: { id: contactId } },
        body: {
          purpose: purpose === purposeWords(marketing) ? marketing : purpose,
          given: values.given === 'yes',
          basis: values.basis.trim(),
          wording: values.wording.trim() || undefined,
          source: values.source.trim() || 'manual',
          given_at:
            values.given_at && values.given_at !== now
              ? fromLocalInput(values.given_at)
              : undefined,
        },
      });
      await queryClient.invalidateQueries({ queryKey: ['contacts'] });
      toast.success(t`Recorded`);
      onClose();
    },
  });
  const taken = form.values.given === 'no';
  return (
    <Dialog onClose={onClose} title={t`Record a consent`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <SegmentedControl
          fullWidth
          aria-label={t`What happened`}
          data={[
            { value: 'yes', label: t`Agreed` },
            { value: 'no', label: t`Taken back` },
          ]}
          {...form.getInputProps('given')}
        />
        <Autocomplete
          label={t`What for`}
          maxLength={100}
          data={[...new Set([marketing, ...purposes])].map(purposeWords)}
          {...form.getInputProps('purpose')}
        />
        <Textarea
          data-autofocus
          label={taken ? t`What the person said` : t`The words that the person saw or heard`}
          placeholder={
            taken
              ? t`Please stop sending me the newsletter.`
              : t`Yes, send me the newsletter by e-mail. I can take this back at any time.`
          }
          maxLength={2000}
          {...form.getInputProps('basis')}
        />
        <Group grow align="flex-start">
          <TextInput
            label={t`Where`}
            placeholder={t`By phone`}
            maxLength={100}
            {...form.getInputProps('source')}
          />
          <TextInput
            label={t`Version of the words`}
            placeholder="2026-03"
            maxLength={50}
            {...form.getInputProps('wording')}
          />
        </Group>
        <TextInput
          type="datetime-local"
          label={t`When`}
          max={now}
          {...form.getInputProps('given_at')}
        />
        <FormActions onCancel={onClose} pending={form.pending}>
          <Trans>Record</Trans>
        </FormActions>
      </form>
    </Dialog>
  );
}
