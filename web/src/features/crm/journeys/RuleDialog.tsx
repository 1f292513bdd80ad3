import { Trans, useLingui } from '@lingui/react/macro';
import {
  Button,
  Checkbox,
  Group,
  NumberInput,
  SegmentedControl,
  Select,
  TextInput,
} from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormError, toast, useApiForm } from '@/shared/ui';
import { interactionTypes, useInteractionKinds } from '../contacts/page/interactions';
import { type JourneyRule, type JourneyStage, journeyRulesQuery } from './api';
import { journeyStages, useJourneyStages } from './stages';

interface RuleDialogProps {
  rule: JourneyRule | null;
  /** Of a new rule: behind the others. */
  position: number;
  onClose: () => void;
}

/** Makes a rule that moves people, or changes one. */
export function RuleDialog({ rule, position, onClose }: RuleDialogProps) {
  const { t } = useLingui();
  const stages = useJourneyStages();
  const form = useRuleForm(rule, position, onClose);
  const { kind, from_stages } = form.values;
  return (
    <Dialog onClose={onClose} title={rule ? t`Change rule` : t`New rule`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          data-autofocus
          label={t`Name`}
          placeholder={t`Clicked three times`}
          maxLength={100}
          {...form.getInputProps('name')}
        />
        <Checkbox.Group label={t`Who is in`} {...form.getInputProps('from_stages')}>
          <Group gap="sm" mt={6}>
            {journeyStages.map((stage) => (
              <Checkbox key={stage} size="sm" value={stage} label={stages[stage].label} />
            ))}
          </Group>
        </Checkbox.Group>
        <SegmentedControl
          fullWidth
          aria-label={t`What moves them`}
          data={[
            { value: 'interaction', label: t`They do something` },
            { value: 'time', label: t`Time passes` },
          ]}
          {...form.getInputProps('kind')}
        />
        {kind === 'interaction' ? <Happening form={form} /> : <Waiting form={form} />}
        <Select
          label={t`Goes to`}
          allowDeselect={false}
          data={journeyStages.map((value) => ({
            value,
            label: stages[value].label,
            disabled: from_stages.includes(value),
          }))}
          {...form.getInputProps('to_stage')}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.pending}>
            {rule ? <Trans>Save</Trans> : <Trans>Create rule</Trans>}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

type RuleForm = ReturnType<typeof useRuleForm>;

function useRuleForm(rule: JourneyRule | null, position: number, onClose: () => void) {
  const { t } = useLingui();
  const queryClient = useQueryClient();
  return useApiForm({
    initialValues: {
      name: rule?.name ?? '',
      kind: rule?.kind ?? ('interaction' as JourneyRule['kind']),
      from_stages: rule?.from_stages ?? (['awareness'] as JourneyStage[]),
      to_stage: rule?.to_stage ?? ('consideration' as JourneyStage),
      interaction_type: rule?.interaction_type ?? 'email_click',
      at_least: rule?.at_least ?? 3,
      within_days: rule?.within_days ?? 30,
      days_in_stage: rule?.days_in_stage ?? 60,
    },
    validate: {
      name: required,
      from_stages: (from) => (from.length === 0 ? t`Choose at least one stage` : null),
      to_stage: (to, { from_stages }) =>
        from_stages.includes(to) ? t`They are there already: choose another stage` : null,
    },
    send: async ({ interaction_type, days_in_stage, ...common }) => {
      // A rule has the one or the other; what does not belong to its kind is taken from it.
      const body =
        common.kind === 'interaction'
          ? { ...common, interaction_type, days_in_stage: null }
          : { ...common, interaction_type: null, days_in_stage };
      if (rule)
        await api.PATCH('/api/crm/journey/rules/{id}', {
          params: { path: { id: rule.id } },
          headers: ifMatch(rule.version),
          body,
        });
      else await api.POST('/api/crm/journey/rules', { body: { ...body, position } });
      await queryClient.invalidateQueries({ queryKey: journeyRulesQuery.queryKey });
      toast.success(rule ? t`Saved` : t`Rule created`);
      onClose();
    },
  });
}

function Happening({ form }: { form: RuleForm }) {
  const { t } = useLingui();
  const kindOf = useInteractionKinds();
  const types = [...new Set([...interactionTypes, form.values.interaction_type])];
  return (
    <>
      <Select
        label={t`What happened`}
        searchable
        allowDeselect={false}
        data={types.map((value) => ({ value, label: kindOf(value).label }))}
        {...form.getInputProps('interaction_type')}
      />
      <Group grow align="flex-start">
        <NumberInput
          label={t`How many times`}
          min={1}
          max={1000}
          allowDecimal={false}
          {...form.getInputProps('at_least')}
        />
        <NumberInput
          label={t`Within how many days`}
          min={1}
          max={3650}
          allowDecimal={false}
          {...form.getInputProps('within_days')}
        />
      </Group>
    </>
  );
}

function Waiting({ form }: { form: RuleForm }) {
  const { t } = useLingui();
  return (
    <NumberInput
      label={t`After how many days in the stage`}
      min={1}
      max={3650}
      allowDecimal={false}
      {...form.getInputProps('days_in_stage')}
    />
  );
}
