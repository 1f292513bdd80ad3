import { Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Button, Group, Select, Text } from '@mantine/core';
import { IconPlus, IconTrash, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { newCondition, withOperator } from './complete';
import { EventsEditor } from './EventsEditor';
import { FieldSelect } from './FieldSelect';
import type { RuleField } from './fields';
import { OperatorSelect } from './OperatorSelect';
import {
  addedTo,
  type Condition,
  changedAt,
  countConditions,
  deepestRule,
  isGroup,
  type Match,
  matches,
  mostConditions,
  type Rule,
  type RuleNode,
  type RulePath,
} from './rule';
import classes from './rules.module.css';
import { ValueEditor } from './ValueEditor';
import { useMatchWords } from './words';

interface RuleBuilderProps {
  /** May hold half-written conditions: `completeRule` says what can be asked already. */
  rule: Rule;
  onChange: (rule: Rule) => void;
  fields: RuleField[];
  /** Shown at the end of each condition and each group, such as how many people it leaves. */
  renderAside?: (node: RuleNode, path: RulePath) => ReactNode;
}

/** Conditions and groups of conditions, nested; works by keyboard alone. */
export function RuleBuilder(props: RuleBuilderProps) {
  const root = useRef<HTMLDivElement>(null);
  useFocusOnNew(root, countConditions(props.rule));
  return (
    <div ref={root}>
      <GroupEditor {...props} group={props.rule} path={[]} />
    </div>
  );
}

/** A condition that was added takes the focus, one that was removed gives it to the builder. */
function useFocusOnNew(root: React.RefObject<HTMLDivElement | null>, count: number) {
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current && document.activeElement === document.body)
      root.current?.querySelector<HTMLElement>('[data-add]')?.focus();
    before.current = count;
  }, [count, root]);
}

interface GroupEditorProps extends RuleBuilderProps {
  group: Rule;
  path: RulePath;
}

function GroupEditor({ group, path, ...builder }: GroupEditorProps) {
  const { t } = useLingui();
  const { rule, onChange, fields, renderAside } = builder;
  const change = (at: RulePath, make: (node: RuleNode) => RuleNode | null) =>
    onChange(changedAt(rule, at, make));
  const full = countConditions(rule) >= mostConditions;
  const first = fields[0];
  const add = (node: RuleNode) => onChange(addedTo(rule, path, node));
  return (
    <fieldset className={classes.group} data-nested={path.length > 0 || undefined}>
      <legend className={classes.hidden}>
        {path.length > 0 ? <Trans>Group of conditions</Trans> : <Trans>Conditions</Trans>}
      </legend>
      <Group gap={8} wrap="nowrap" className={classes.groupHead}>
        <MatchSelect
          value={group.match}
          onChange={(match) => change(path, (node) => ({ ...node, match }) as Rule)}
        />
        <span className={classes.aside}>{renderAside?.(group, path)}</span>
        {path.length > 0 && (
          <ActionIcon aria-label={t`Remove group`} onClick={() => change(path, () => null)}>
            <IconTrash size={16} aria-hidden />
          </ActionIcon>
        )}
      </Group>
      {group.conditions.map((node, index) => {
        const at = [...path, index];
        const key = at.join('.');
        return isGroup(node) ? (
          <GroupEditor key={key} {...builder} group={node} path={at} />
        ) : (
          <ConditionRow
            key={key}
            condition={node}
            fields={fields}
            number={index + 1}
            aside={renderAside?.(node, at)}
            onChange={(next) => change(at, () => next)}
            onRemove={() => change(at, () => null)}
          />
        );
      })}
      {group.conditions.length === 0 && (
        <Text size="sm" c="dimmed" className={classes.nothing}>
          <Trans>No conditions yet.</Trans>
        </Text>
      )}
      <Group gap={6} mt={2}>
        <Button
          data-add
          size="compact-sm"
          variant="subtle"
          leftSection={<IconPlus size={14} aria-hidden />}
          disabled={full || !first}
          onClick={() => first && add(newCondition(first))}
        >
          <Trans>Add condition</Trans>
        </Button>
        {path.length + 1 < deepestRule && (
          <Button
            size="compact-sm"
            variant="subtle"
            color="gray"
            leftSection={<IconPlus size={14} aria-hidden />}
            disabled={full || !first}
            onClick={() => first && add({ match: 'any', conditions: [newCondition(first)] })}
          >
            <Trans>Add group</Trans>
          </Button>
        )}
      </Group>
    </fieldset>
  );
}

function MatchSelect({ value, onChange }: { value: Match; onChange: (match: Match) => void }) {
  const { t } = useLingui();
  const words = useMatchWords();
  return (
    <Text size="sm" component="span" className={classes.match}>
      <Trans>People who match</Trans>
      <Select
        aria-label={t`How the conditions are joined`}
        size="xs"
        className={classes.matchWords}
        allowDeselect={false}
        withCheckIcon={false}
        data={matches.map((match) => ({ value: match, label: words[match] }))}
        value={value}
        onChange={(next) => next && onChange(next as Match)}
      />
      <Trans>these</Trans>
    </Text>
  );
}

interface ConditionRowProps {
  condition: Condition;
  fields: RuleField[];
  number: number;
  aside?: ReactNode;
  onChange: (condition: Condition) => void;
  onRemove: () => void;
}

function ConditionRow({ condition, fields, number, aside, onChange, onRemove }: ConditionRowProps) {
  const { t } = useLingui();
  const field = fields.find(({ key }) => key === condition.field);
  return (
    <fieldset className={classes.condition} data-events={field?.counts_events || undefined}>
      <legend className={classes.hidden}>
        <Trans>Condition {number}</Trans>
      </legend>
      <FieldSelect
        className={classes.field}
        fields={fields}
        value={field?.key ?? null}
        error={!field && t`This field is gone`}
        onChange={(next) => next.key !== condition.field && onChange(newCondition(next))}
      />
      {field && (
        <>
          <OperatorSelect
            className={classes.operator}
            field={field}
            value={condition.operator}
            onChange={(operator) => onChange(withOperator(condition, field, operator))}
          />
          <ValueEditor
            field={field}
            condition={condition}
            onChange={(value) => onChange({ ...condition, value })}
          />
        </>
      )}
      <span className={classes.aside}>{aside}</span>
      <ActionIcon aria-label={t`Remove condition ${number}`} onClick={onRemove}>
        <IconX size={16} aria-hidden />
      </ActionIcon>
      {field?.counts_events && (
        <EventsEditor field={field} condition={condition} onChange={onChange} />
      )}
    </fieldset>
  );
}
