import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Button, Drawer, Popover, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconAdjustmentsHorizontal, IconFilter, IconX } from '@tabler/icons-react';
import { type ReactNode, type RefObject, Suspense, useRef, useState } from 'react';
import { BlockSkeleton, lazyPart } from '@/shared/ui';
import { isComplete, newCondition } from './complete';
import { type RuleField, useRuleFields } from './fields';
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
import { useConditionWords, useMatchWords } from './words';

const FieldDropdown = lazyPart(async () => (await import('./FilterDropdowns')).FieldDropdown);
const ConditionDropdown = lazyPart(
  async () => (await import('./FilterDropdowns')).ConditionDropdown,
);
const RuleBuilder = lazyPart(async () => (await import('./RuleBuilder')).RuleBuilder);

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
  const addButton = useRef<HTMLButtonElement>(null);
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
              addButton.current?.focus();
            }}
          />
        ))}
      {!simple && (
        <GroupChip rule={draft} onOpen={builderIs.open} onRemove={() => setDraft(emptyRule)} />
      )}
      {simple && (
        <AddFilter
          button={addButton}
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
        <Suspense fallback={<BlockSkeleton />}>
          <RuleBuilder rule={draft} onChange={setDraft} fields={fields} />
        </Suspense>
      </Drawer>
    </>
  );
}

interface AddFilterProps {
  fields: RuleField[];
  onAdd: (condition: Condition) => void;
  button: RefObject<HTMLButtonElement | null>;
}

function AddFilter(props: AddFilterProps) {
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
          ref={props.button}
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
      <Suspense>
        <FieldDropdown
          fields={props.fields}
          onChoose={(field) => {
            close();
            props.onAdd(newCondition(field));
          }}
        />
      </Suspense>
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
  const button = useRef<HTMLButtonElement>(null);
  const close = () => {
    onOpened(false);
    button.current?.focus();
  };
  return (
    <Popover
      opened={opened && field !== undefined}
      onChange={(open) => (open ? onOpened(true) : close())}
      position="bottom-start"
      trapFocus
    >
      <Popover.Target>
        <span className={classes.chip} data-incomplete={!isComplete(condition, field) || undefined}>
          <button
            ref={button}
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
      <Suspense>
        {field && (
          <ConditionDropdown
            field={field}
            condition={condition}
            onChange={onChange}
            onDone={close}
          />
        )}
      </Suspense>
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
