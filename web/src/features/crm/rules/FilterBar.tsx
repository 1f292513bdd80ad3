import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Drawer, Popover, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconFilter, IconX } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { isComplete, newCondition, withOperator } from './complete';
import { EventsEditor } from './EventsEditor';
import { FieldSelect } from './FieldSelect';
import { type RuleField, useRuleFields } from './fields';
import { OperatorSelect } from './OperatorSelect';
import { RuleBuilder } from './RuleBuilder';
import {
  addedTo,
  type Condition,
  changedAt,
  countConditions,
  emptyRule,
  isGroup,
  type Rule,
} from './rule';
import classes from './rules.module.css';
import { useDraftRule } from './useDraftRule';
import { ValueEditor } from './ValueEditor';
import { useConditionWords, useMatchWords } from './words';

interface FilterBarProps {
  /** Only complete conditions; undefined asks nothing. */
  value: Rule | undefined;
  onChange: (rule: Rule | undefined) => void;
  /** Beside the title of the builder: how many people match. */
  count?: ReactNode;
}

/** The conditions as chips that are edited where they stand, and the builder for groups of them. */
export function FilterBar({ value, onChange, count }: FilterBarProps) {
  const { t } = useLingui();
  const fields = useRuleFields();
  const [draft, setDraft] = useDraftRule(value, onChange, fields);
  const [builder, builderIs] = useDisclosure();
  const [opened, setOpened] = useState<number | null>(null);
  const simple = draft.match === 'all' && draft.conditions.every((node) => !isGroup(node));
  return (
    <>
      {simple &&
        draft.conditions.map((node, index) => (
          <Chip
            // biome-ignore lint/suspicious/noArrayIndexKey: conditions have no name but their place
            key={index}
            condition={node as Condition}
            fields={fields}
            opened={opened === index}
            onOpened={(open) => setOpened(open ? index : null)}
            onChange={(next) => setDraft(changedAt(draft, [index], () => next))}
            onRemove={() => {
              setOpened(null);
              setDraft(changedAt(draft, [index], () => null));
            }}
          />
        ))}
      {!simple && (
        <GroupChip rule={draft} onOpen={builderIs.open} onRemove={() => setDraft(emptyRule)} />
      )}
      {simple && (
        <AddFilter
          fields={fields}
          onAdd={(condition) => {
            setOpened(draft.conditions.length);
            setDraft(addedTo(draft, [], condition));
          }}
        />
      )}
      <Button
        size="compact-sm"
        variant="subtle"
        color="gray"
        leftSection={<IconAdjustmentsHorizontal size={15} aria-hidden />}
        onClick={builderIs.open}
      >
        <Trans>Advanced</Trans>
      </Button>
      <Drawer
        opened={builder}
        onClose={builderIs.close}
        position="right"
        size={680}
        title={<Text fw={600}>{t`Filter contacts`}</Text>}
        overlayProps={{ backgroundOpacity: 0.15 }}
        closeButtonProps={{ 'aria-label': t`Close` }}
      >
        {count && (
          <Text size="sm" c="dimmed" mb="md" aria-live="polite" component="div">
            {count}
          </Text>
        )}
        <RuleBuilder rule={draft} onChange={setDraft} fields={fields} />
      </Drawer>
    </>
  );
}

function AddFilter(props: { fields: RuleField[]; onAdd: (condition: Condition) => void }) {
  const { t } = useLingui();
  const [opened, { open, close }] = useDisclosure();
  return (
    <Popover
      opened={opened}
      onChange={(next) => !next && close()}
      position="bottom-start"
      trapFocus
      withinPortal
    >
      <Popover.Target>
        <Button
          size="compact-sm"
          variant="default"
          h={30}
          leftSection={<IconFilter size={15} aria-hidden />}
          loading={props.fields.length === 0}
          onClick={opened ? close : open}
        >
          <Trans>Filter</Trans>
        </Button>
      </Popover.Target>
      <Popover.Dropdown p="xs">
        <FieldSelect
          data-autofocus
          placeholder={t`What to filter by`}
          w={230}
          defaultDropdownOpened
          comboboxProps={{ withinPortal: false, width: 230 }}
          fields={props.fields}
          value={null}
          onChange={(field) => {
            close();
            props.onAdd(newCondition(field));
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}

interface ChipProps {
  condition: Condition;
  fields: RuleField[];
  opened: boolean;
  onOpened: (open: boolean) => void;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

function Chip({ condition, fields, opened, onOpened, onChange, onRemove }: ChipProps) {
  const { t } = useLingui();
  const conditionWords = useConditionWords();
  const field = fields.find(({ key }) => key === condition.field);
  const words = field ? conditionWords(condition, field) : condition.field;
  return (
    <Popover
      opened={opened && field !== undefined}
      onChange={onOpened}
      position="bottom-start"
      trapFocus
    >
      <Popover.Target>
        <span className={classes.chip} data-incomplete={!isComplete(condition, field) || undefined}>
          <button
            type="button"
            className={classes.chipWords}
            aria-expanded={opened}
            onClick={() => onOpened(!opened)}
            title={words}
          >
            {words}
          </button>
          <button
            type="button"
            className={classes.chipRemove}
            aria-label={t`Remove filter: ${words}`}
            onClick={onRemove}
          >
            <IconX size={14} aria-hidden />
          </button>
        </span>
      </Popover.Target>
      <Popover.Dropdown aria-label={t`Edit filter`}>
        {field && (
          <form
            className={classes.popover}
            onSubmit={(event) => {
              event.preventDefault();
              onOpened(false);
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
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

/** Stands for a rule that chips in a row could not show. */
function GroupChip(props: { rule: Rule; onOpen: () => void; onRemove: () => void }) {
  const { t } = useLingui();
  const match = useMatchWords()[props.rule.match];
  return (
    <span className={classes.chip}>
      <button type="button" className={classes.chipWords} onClick={props.onOpen}>
        {match}{' '}
        <Plural value={countConditions(props.rule)} one="# condition" other="# conditions" />
      </button>
      <button
        type="button"
        className={classes.chipRemove}
        aria-label={t`Remove all filters`}
        onClick={props.onRemove}
      >
        <IconX size={14} aria-hidden />
      </button>
    </span>
  );
}
