import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { api, ifMatch } from '@/shared/api';
import { required } from '@/shared/lib/checks';
import { Dialog, FormError, toast, useApiForm } from '@/shared/ui';
import { type CustomField, customFieldsQuery, type FieldType } from './api';
import { hasOptions, keyFor, useFieldTypes } from './types';

/** Makes a field, or changes one. Key and type stay as they were made: stored values depend on them. */
export function FieldDialog({
  field,
  label: proposed = '',
  onClose,
  onCreated,
}: {
  field: CustomField | null;
  /** Of a new field, as somebody else calls it. */
  label?: string;
  onClose: () => void;
  /** Hears the key of a new field. */
  onCreated?: (key: string) => void;
}) {
  const { t } = useLingui();
  const types = useFieldTypes();
  const queryClient = useQueryClient();
  const form = useApiForm({
    initialValues: {
      label: field?.label ?? proposed,
      type: field?.type ?? ('text' as FieldType),
      options: field?.options ?? [],
      required: field?.required ?? false,
    },
    validate: {
      label: (label) => required(label) ?? (keyFor(label) ? null : t`Use some letters`),
      options: (options, { type }) =>
        hasOptions(type) && options.length === 0 ? t`Add at least one choice` : null,
    },
    fieldOfCode: { already_exists: 'label' },
    send: async (values) => {
      await save(field, values);
      await queryClient.invalidateQueries({ queryKey: ['contacts'] });
      await queryClient.invalidateQueries({ queryKey: customFieldsQuery.queryKey });
      toast.success(field ? t`Saved` : t`Field created`);
      if (!field) onCreated?.(keyFor(values.label));
      onClose();
    },
  });
  const { label, type } = form.values;
  const key = field?.key ?? keyFor(label);
  return (
    <Dialog onClose={onClose} title={field ? t`Change field` : t`New field`}>
      <form onSubmit={form.submit} noValidate className="stack">
        <FormError problem={form.problem} />
        <TextInput
          label={t`Name`}
          data-autofocus
          maxLength={100}
          description={key && t`In filters and for programs: ${key}`}
          {...form.getInputProps('label')}
        />
        <Select
          label={t`Kind`}
          description={types[type].example}
          allowDeselect={false}
          disabled={field !== null}
          data={Object.entries(types).map(([value, words]) => ({ value, label: words.label }))}
          {...form.getInputProps('type')}
        />
        {hasOptions(type) && (
          <TagsInput
            label={t`Choices`}
            description={t`Press Enter after each.`}
            {...form.getInputProps('options')}
          />
        )}
        <Switch
          label={t`Required`}
          description={t`Contacts cannot be saved without it. Imports leave it as it is.`}
          {...form.getInputProps('required', { type: 'checkbox' })}
        />
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose}>
            <Trans>Cancel</Trans>
          </Button>
          <Button type="submit" loading={form.pending}>
            {field ? <Trans>Save</Trans> : <Trans>Create field</Trans>}
          </Button>
        </Group>
      </form>
    </Dialog>
  );
}

interface Values extends Record<string, unknown> {
  label: string;
  type: FieldType;
  options: string[];
  required: boolean;
}

function save(field: CustomField | null, { label, type, options, required: needed }: Values) {
  if (field)
    return api.PATCH('/api/crm/custom-fields/{id}', {
      params: { path: { id: field.id } },
      body: { label, options, required: needed },
      headers: ifMatch(field.version),
    });
  return api.POST('/api/crm/custom-fields', {
    body: { key: keyFor(label), label, type, options, required: needed },
  });
}
