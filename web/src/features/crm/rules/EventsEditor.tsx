import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Menu, MultiSelect, TagsInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useState } from 'react';
import { DuringEditor } from './DuringEditor';
import { type EventPart, type PartWords, usePartWords } from './eventParts';
import { wantedOf, withEvents, withWanted } from './events';
import type { RuleField } from './fields';
import type { Condition } from './rule';
import classes from './rules.module.css';

interface EventsEditorProps {
  field: RuleField;
  condition: Condition;
  onChange: (condition: Condition) => void;
  inPopover?: boolean;
}

/** Of a condition on what people did: which of it is meant, and when it happened. */
export function EventsEditor({ field, condition, onChange, inPopover }: EventsEditorProps) {
  const { t } = useLingui();
  const wordsOf = usePartWords({ names: true });
  const [added, setAdded] = useState<string[]>([]);
  const { of } = condition;
  const [main, ...others] = field.parts.map((part) => ({ part, words: wordsOf(part) }));
  const isShown = ({ part }: { part: EventPart }) =>
    added.includes(part.key) || wantedOf(of, part.key).length > 0;
  const shown = [...(main ? [main] : []), ...others.filter(isShown)];
  // An id can only be chosen from a list, which the module it belongs to has.
  const hidden = others.filter(
    (one) => !isShown(one) && (one.words.options.length > 0 || !one.words.closed),
  );
  return (
    <fieldset className={classes.events}>
      <legend className={classes.hidden}>{t`Which of it, and when`}</legend>
      {shown.map(({ part, words }) => (
        <PartEditor
          key={part.key}
          words={words}
          wanted={wantedOf(of, part.key)}
          autoFocus={added.at(-1) === part.key}
          inPopover={inPopover}
          onChange={(wanted) =>
            onChange(withEvents(condition, { of: withWanted(of, part.key, wanted) }))
          }
        />
      ))}
      <DuringEditor
        during={condition.during}
        inPopover={inPopover}
        onChange={(during) => onChange(withEvents(condition, { during }))}
      />
      {hidden.length > 0 && (
        <Menu position="bottom-start" withinPortal={!inPopover}>
          <Menu.Target>
            <Button
              size="compact-xs"
              my={6}
              variant="subtle"
              color="gray"
              leftSection={<IconPlus size={13} aria-hidden />}
            >
              <Trans>Narrow down</Trans>
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {hidden.map(({ part, words }) => (
              <Menu.Item key={part.key} onClick={() => setAdded([...added, part.key])}>
                {words.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </fieldset>
  );
}

interface PartEditorProps {
  words: PartWords;
  wanted: string[];
  autoFocus: boolean;
  inPopover?: boolean;
  onChange: (wanted: string[]) => void;
}

function PartEditor({ words, wanted, autoFocus, inPopover, onChange }: PartEditorProps) {
  const { label, anything, options, closed } = words;
  const common = {
    'aria-label': label,
    size: 'sm',
    autoFocus,
    className: classes.part,
    placeholder: wanted.length === 0 ? anything : undefined,
    comboboxProps: { withinPortal: !inPopover },
  } as const;
  if (closed)
    return (
      <MultiSelect
        {...common}
        searchable
        limit={100}
        data={[...options, ...withoutName(wanted, options)]}
        value={wanted}
        onChange={onChange}
      />
    );
  // Labels stand in the field; what is no label is a value that a program uses.
  const nameOf = (value: string) => options.find((one) => one.value === value)?.label ?? value;
  const typedAs = (name: string) => options.find((one) => one.label === name)?.value ?? name;
  return (
    <TagsInput
      {...common}
      acceptValueOnBlur
      data={[...new Set(options.map((option) => option.label))]}
      value={wanted.map(nameOf)}
      onChange={(names) => onChange(names.map(typedAs))}
    />
  );
}

/** What was chosen before and has no name here (any more) stays to be seen and removed. */
function withoutName(wanted: string[], options: PartWords['options']) {
  return wanted
    .filter((value) => !options.some((option) => option.value === value))
    .map((value) => ({ value, label: value.slice(0, 8) }));
}
