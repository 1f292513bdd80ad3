import { useLingui } from '@lingui/react/macro';
import { Select, type SelectProps } from '@mantine/core';
import { type RuleField, useFieldGroups } from './fields';

interface FieldSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  fields: RuleField[];
  value: string | null;
  onChange: (field: RuleField) => void;
}

/** Every field by its group, found by typing. */
export function FieldSelect({ fields, value, onChange, ...rest }: FieldSelectProps) {
  const { t } = useLingui();
  const groups = useFieldGroups(fields);
  return (
    <Select
      aria-label={t`Field`}
      size="sm"
      searchable
      allowDeselect={false}
      withCheckIcon={false}
      maxDropdownHeight={320}
      comboboxProps={{ width: 230, position: 'bottom-start' }}
      nothingFoundMessage={t`No such field`}
      data={groups.map(({ label, fields: items }) => ({
        group: label,
        items: items.map((field) => ({ value: field.key, label: field.label })),
      }))}
      value={value}
      onChange={(key) => {
        const field = fields.find((one) => one.key === key);
        if (field) onChange(field);
      }}
      {...rest}
    />
  );
}
