import { useLingui } from '@lingui/react/macro';
import { Select, type SelectProps } from '@mantine/core';
import type { RuleField } from './fields';
import { useOperatorWords } from './words';

interface OperatorSelectProps extends Omit<SelectProps, 'data' | 'value' | 'onChange'> {
  field: RuleField;
  value: string;
  onChange: (operator: string) => void;
}

export function OperatorSelect({ field, value, onChange, ...rest }: OperatorSelectProps) {
  const { t } = useLingui();
  const words = useOperatorWords();
  return (
    <Select
      aria-label={t`Comparison`}
      size="sm"
      allowDeselect={false}
      withCheckIcon={false}
      comboboxProps={{ width: 200, position: 'bottom-start' }}
      data={field.operators.map((operator) => ({
        value: operator,
        label: words(field.type, operator),
      }))}
      value={value}
      onChange={(operator) => operator && onChange(operator)}
      {...rest}
    />
  );
}
