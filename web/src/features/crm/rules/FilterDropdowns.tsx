import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Popover, Text } from '@mantine/core';
import { withOperator } from './complete';
import { EventsEditor } from './EventsEditor';
import { FieldSelect } from './FieldSelect';
import type { RuleField } from './fields';
import { OperatorSelect } from './OperatorSelect';
import type { Condition } from './rule';
import classes from './rules.module.css';
import { ValueEditor } from './ValueEditor';

interface FieldDropdownProps {
  fields: RuleField[];
  onChoose: (field: RuleField) => void;
}

/** What to filter by: the first step of a new condition. */
export function FieldDropdown({ fields, onChoose }: FieldDropdownProps) {
  const { t } = useLingui();
  return (
    <Popover.Dropdown p="xs">
      <FieldSelect
        data-autofocus
        placeholder={t`What to filter by`}
        w={230}
        defaultDropdownOpened
        comboboxProps={{ withinPortal: false, width: 230 }}
        fields={fields}
        value={null}
        onChange={onChoose}
      />
    </Popover.Dropdown>
  );
}

interface ConditionDropdownProps {
  field: RuleField;
  condition: Condition;
  onChange: (condition: Condition) => void;
  onDone: () => void;
}

/** How the field is compared, and with what; the list follows each change. */
export function ConditionDropdown(props: ConditionDropdownProps) {
  const { field, condition, onChange, onDone } = props;
  const { t } = useLingui();
  return (
    <Popover.Dropdown aria-label={t`Edit filter`}>
      <form
        className={classes.popover}
        onSubmit={(event) => {
          event.preventDefault();
          onDone();
        }}
      >
        <Text size="sm" fw={600}>
          {field.label}
        </Text>
        <OperatorSelect
          field={field}
          value={condition.operator}
          comboboxProps={{ withinPortal: false }}
          onChange={(operator) => onChange(withOperator(condition, field, operator))}
        />
        <ValueEditor
          autoFocus
          inPopover
          field={field}
          condition={condition}
          onChange={(value) => onChange({ ...condition, value })}
        />
        {field.counts_events && (
          <EventsEditor inPopover field={field} condition={condition} onChange={onChange} />
        )}
        <Button type="submit" size="compact-sm" variant="light">
          <Trans>Done</Trans>
        </Button>
      </form>
    </Popover.Dropdown>
  );
}
