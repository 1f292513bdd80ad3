import { Trans, useLingui } from '@lingui/react/macro';
import {
  Autocomplete,
  Group,
  MultiSelect,
  NumberInput,
  Select,
  TagsInput,
  Text,
  TextInput,
} from '@mantine/core';
import { useSourceName } from '../analytics/names';
import { valueKind } from './complete';
import type { RuleField } from './fields';
import type { Condition, RuleValue } from './rule';
import classes from './rules.module.css';
import { useOptionsOf } from './words';

interface ValueEditorProps {
  field: RuleField;
  condition: Condition;
  onChange: (value: RuleValue | undefined) => void;
  autoFocus?: boolean;
  /** Lists of choices stay inside the pop-up, where a click is no click outside of it. */
  inPopover?: boolean;
}

const mostDays = 36_500;

/** What a condition is compared with, by the type of its field. */
export function ValueEditor(props: ValueEditorProps) {
  const { field, condition, onChange, autoFocus, inPopover } = props;
  const { t } = useLingui();
  const optionsOf = useOptionsOf();
  const { value, operator } = condition;
  const common = { 'aria-label': t`Value`, size: 'sm', 'data-autofocus': autoFocus } as const;
  const comboboxProps = { withinPortal: !inPopover };
  const texts = Array.isArray(value) ? value.map(String) : [];
  switch (valueKind(field.type, operator)) {
    case 'none':
      return null;
    case 'text':
      if (field.suggestions.length > 0)
        return <SuggestedText {...props} {...common} comboboxProps={comboboxProps} />;
      return (
        <TextInput
          {...common}
          className={classes.value}
          maxLength={1000}
          placeholder={t`Type a text`}
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'texts':
      return (
        <TagsInput
          {...common}
          className={classes.value}
          placeholder={texts.length === 0 ? t`Type and press Enter` : undefined}
          value={texts}
          onChange={onChange}
        />
      );
    case 'number':
      return (
        <NumberInput
          {...common}
          className={classes.value}
          hideControls
          placeholder="0"
          value={typeof value === 'number' ? value : ''}
          onChange={(next) => onChange(numberOf(next))}
        />
      );
    case 'days':
      return <DaysEditor {...common} value={value} onChange={onChange} />;
    case 'date':
      return (
        <TextInput
          {...common}
          className={classes.value}
          type="date"
          min="1901-01-01"
          max="2036-12-31"
          value={typeof value === 'string' ? value : ''}
          onChange={(event) => onChange(event.currentTarget.value || undefined)}
        />
      );
    case 'numbers':
    case 'dates':
      return (
        <RangeEditor
          dates={field.type === 'date'}
          value={value}
          onChange={onChange}
          autoFocus={autoFocus}
        />
      );
    case 'boolean':
      return (
        <Select
          {...common}
          className={classes.value}
          comboboxProps={comboboxProps}
          data={[
            { value: 'true', label: t`yes` },
            { value: 'false', label: t`no` },
          ]}
          allowDeselect={false}
          value={String(value === true)}
          onChange={(next) => onChange(next === 'true')}
        />
      );
    case 'option':
      return (
        <Select
          {...common}
          className={classes.value}
          comboboxProps={comboboxProps}
          data={optionsOf(field)}
          searchable
          placeholder={t`Choose`}
          nothingFoundMessage={t`Nothing found`}
          value={typeof value === 'string' ? value : null}
          onChange={(next) => onChange(next ?? undefined)}
        />
      );
    case 'options':
      return (
        <MultiSelect
          {...common}
          className={classes.value}
          comboboxProps={comboboxProps}
          data={optionsOf(field)}
          searchable
          clearSearchOnChange
          limit={100}
          placeholder={texts.length === 0 ? t`Choose` : undefined}
          nothingFoundMessage={t`Nothing found`}
          value={texts}
          onChange={(next) => onChange(next.length > 0 ? next : undefined)}
        />
      );
  }
}

interface SuggestedTextProps extends ValueEditorProps {
  'aria-label': string;
  'data-autofocus'?: boolean;
  size: 'sm';
  comboboxProps: { withinPortal: boolean };
}

/** A text of one's own, or one of what the app itself writes, by the name that people know it by. */
function SuggestedText({ field, condition, onChange, ...rest }: SuggestedTextProps) {
  const { t } = useLingui();
  const nameOf = useSourceName();
  const { inPopover: _, autoFocus: __, ...common } = rest;
  const value = typeof condition.value === 'string' ? condition.value : '';
  const meant = (typed: string) =>
    field.suggestions.find((each) => nameOf(each).toLowerCase() === typed.toLowerCase()) ?? typed;
  return (
    <Autocomplete
      {...common}
      className={classes.value}
      maxLength={1000}
      placeholder={t`Type a text`}
      data={field.suggestions.map(nameOf)}
      value={field.suggestions.includes(value) ? nameOf(value) : value}
      onChange={(typed) => onChange(meant(typed) || undefined)}
    />
  );
}

interface DaysEditorProps {
  'aria-label': string;
  'data-autofocus'?: boolean;
  size: 'sm';
  value: RuleValue | undefined;
  onChange: (value: RuleValue | undefined) => void;
}

function DaysEditor({ value, onChange, ...common }: DaysEditorProps) {
  return (
    <Group gap={8} wrap="nowrap" className={classes.value}>
      <NumberInput
        {...common}
        w={92}
        min={0}
        max={mostDays}
        clampBehavior="strict"
        allowDecimal={false}
        value={typeof value === 'number' ? value : ''}
        onChange={(next) => onChange(numberOf(next))}
      />
      <Text size="sm" c="dimmed">
        {value === 0 ? <Trans>days: today</Trans> : <Trans>days</Trans>}
      </Text>
    </Group>
  );
}

interface RangeEditorProps {
  dates: boolean;
  value: RuleValue | undefined;
  onChange: (value: RuleValue | undefined) => void;
  autoFocus?: boolean;
}

/** From and to, both included. A side that is not filled in is an empty text. */
function RangeEditor({ dates, value, onChange, autoFocus }: RangeEditorProps) {
  const { t } = useLingui();
  const sides = Array.isArray(value) ? value : ['', ''];
  const set = (index: number, next: string | number) =>
    onChange([0, 1].map((at) => (at === index ? next : (sides[at] ?? ''))));
  return (
    <Group gap={6} wrap="nowrap" className={classes.value}>
      {[t`From`, t`To`].map((label, index) =>
        dates ? (
          <TextInput
            key={label}
            aria-label={label}
            data-autofocus={(autoFocus && index === 0) || undefined}
            type="date"
            size="sm"
            flex={1}
            value={String(sides[index] ?? '')}
            onChange={(event) => set(index, event.currentTarget.value)}
          />
        ) : (
          <NumberInput
            key={label}
            aria-label={label}
            data-autofocus={(autoFocus && index === 0) || undefined}
            placeholder={label}
            size="sm"
            flex={1}
            hideControls
            value={typeof sides[index] === 'number' ? sides[index] : ''}
            onChange={(next) => set(index, numberOf(next) ?? '')}
          />
        ),
      )}
    </Group>
  );
}

function numberOf(value: string | number): number | undefined {
  return typeof value === 'number' ? value : undefined;
}
