import { Trans, useLingui } from '@lingui/react/macro';
import { Group, Radio, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, body } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { exampleAmount, readAmount } from '@/shared/lib/numbers';
import { Dialog, FormActions, FormError, toast, useApiForm } from '@/shared/ui';
import { type Journey, type JourneyStage, journeyQuery } from './api';
import { journeyStages, useJourneyStages } from './stages';

interface MoveJourneyProps {
  contactId: string;
  journey: Journey;
  onClose: () => void;
}

/** Moves a person by hand; why, and what was won with it, is kept in the history. */
export function MoveJourney({ contactId, journey, onClose }: MoveJourneyProps) {
  const { t } = useLingui();
  const stages = useJourneyStages();
  const locale = useFormatLocale();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: {
      journey_stage: nextAfter(journey.journey_stage),
      reason: '',
      conversion_event: '',
      conversion_value: '',
    },
    send: async ({ journey_stage, conversion_value, ...rest }) => {
      const words = { ...rest, conversion_value: readAmount(conversion_value) };
      const moved = await body(
        api.POST('/api/crm/contacts/{id}/journey', {
          params: { path: { id: contactId } },
          body: { journey_stage, ...filledIn(words) },
        }),
      );
      queryClient.setQueryData(journeyQuery(contactId).queryKey, moved);
      const { label } = stages[journey_stage];
      toast.success(t`Moved to ${label}`);
      onClose();
    },
  });
  const { currency } = journey;
  return (
    <Dialog onClose={onClose} title={t`Move to another stage`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <Radio.Group label={t`To which stage`} {...form.getInputProps('journey_stage')}>
          {journeyStages.map((stage, index) => (
            <Radio
              key={stage}
              mt={index === 0 ? 6 : 'xs'}
              data-autofocus={stage === form.values.journey_stage || undefined}
              value={stage}
              label={stages[stage].label}
              description={
                stage === journey.journey_stage ? t`Is there now` : stages[stage].meaning
              }
              disabled={stage === journey.journey_stage}
            />
          ))}
        </Radio.Group>
        <TextInput
          label={t`Why (optional)`}
          placeholder={t`Asked for an offer at the fair`}
          maxLength={500}
          {...form.getInputProps('reason')}
        />
        <Group grow align="flex-start">
          <TextInput
            label={t`What was won (optional)`}
            placeholder={t`First purchase`}
            maxLength={100}
            {...form.getInputProps('conversion_event')}
          />
          <TextInput
            label={t`Worth in ${currency} (optional)`}
            placeholder={exampleAmount(locale)}
            inputMode="decimal"
            maxLength={20}
            {...form.getInputProps('conversion_value')}
          />
        </Group>
        <FormActions onCancel={onClose} pending={form.pending}>
          <Trans>Move</Trans>
        </FormActions>
      </form>
    </Dialog>
  );
}

function nextAfter(stage: JourneyStage): JourneyStage {
  return journeyStages[journeyStages.indexOf(stage) + 1] ?? 'retention';
}

function filledIn<Words extends Record<string, string>>(words: Words): Partial<Words> {
  const filled = Object.entries(words).filter(([, word]) => word.trim() !== '');
  return Object.fromEntries(filled.map(([key, word]) => [key, word.trim()])) as Partial<Words>;
}
