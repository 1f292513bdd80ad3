import { Trans, useLingui } from '@lingui/react/macro';
import { Radio, Switch, Text } from '@mantine/core';
import { useState } from 'react';
import type { MergeField, MergeInput, MergePreview } from './api';
import classes from './merge.module.css';
import { useFieldName, useValueName } from './words';

interface Person {
  id: string;
  display_name: string;
}

interface MergeTableProps {
  people: Person[];
  input: MergeInput;
  preview: MergePreview;
  onChange: (input: MergeInput) => void;
}

/** Everybody side by side: who stays, and whose value each field takes. What differs is marked. */
export function MergeTable({ people, input, preview, onChange }: MergeTableProps) {
  const { t } = useLingui();
  const [all, setAll] = useState(false);
  const shown = preview.fields.filter((field) => field.differs || (all && isFilled(field)));
  const choose = (field: string, contactId: string) =>
    onChange({
      ...input,
      choices: [
        ...(input.choices ?? []).filter((choice) => choice.field !== field),
        { field, contact_id: contactId },
      ],
    });
  const keep = (winner: string) =>
    onChange({
      ...input,
      winner,
      losers: people.map(({ id }) => id).filter((id) => id !== winner),
    });
  return (
    <div>
      <div className={classes.scroll}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="row">
                <Trans>Keep</Trans>
              </th>
              {people.map((person) => (
                <th key={person.id} scope="col">
                  <Radio
                    name="winner"
                    label={person.display_name}
                    checked={input.winner === person.id}
                    onChange={() => keep(person.id)}
                  />
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((field) => (
              <FieldRow
                key={field.field}
                field={field}
                people={people}
                onChoose={(id) => choose(field.field, id)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {shown.length === 0 && (
        <Text c="dimmed" py="sm">
          <Trans>Nothing differs: there is nothing to choose.</Trans>
        </Text>
      )}
      <Switch
        mt="sm"
        label={t`Also show what is the same`}
        checked={all}
        onChange={(event) => setAll(event.currentTarget.checked)}
      />
    </div>
  );
}

interface FieldRowProps {
  field: MergeField;
  people: Person[];
  onChoose: (id: string) => void;
}

function FieldRow({ field, people, onChoose }: FieldRowProps) {
  const { t } = useLingui();
  const nameOf = useFieldName();
  const valueName = useValueName();
  const name = nameOf(field.field);
  return (
    <tr data-differs={field.differs || undefined}>
      <th scope="row">{name}</th>
      {people.map((person) => {
        const value = field.values.find((each) => each.contact_id === person.id)?.value;
        const words = wordsOf(valueName(field.field, value), { yes: t`Yes`, no: t`No` });
        const chosen = field.chosen === person.id;
        return (
          <td key={person.id} data-chosen={chosen || undefined}>
            {field.differs ? (
              <Radio
                name={field.field}
                label={words}
                aria-label={t`${name}: ${words} (${person.display_name})`}
                checked={chosen}
                onChange={() => onChoose(person.id)}
              />
            ) : (
              words
            )}
          </td>
        );
      })}
    </tr>
  );
}

function isFilled(field: MergeField): boolean {
  return field.values.some(({ value }) => wordsOf(value, { yes: '1', no: '' }) !== '—');
}

/** A value of any field, for people. */
export function wordsOf(value: unknown, { yes, no }: { yes: string; no: string }): string {
  if (value === true) return yes;
  if (value === false) return no || '—';
  if (value === null || value === undefined || value === '') return '—';
  if (Array.isArray(value))
    return value.map((each) => wordsOf(each, { yes, no })).join(', ') || '—';
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(
      ([key, each]) => `${key}: ${wordsOf(each, { yes, no })}`,
    );
    return parts.join(', ') || '—';
  }
  return String(value);
}
