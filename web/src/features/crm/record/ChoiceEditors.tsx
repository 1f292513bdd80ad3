import { useLingui } from '@lingui/react/macro';
import { MultiSelect, Select, TagsInput } from '@mantine/core';
import { type KeyboardEvent, useState } from 'react';
import type { EditableChoiceProps, EditableListProps } from './EditableChoice';

/** One of a list, saved as soon as it is chosen. */
export function ChoiceEditor(props: EditableChoiceProps & { close: () => void }) {
  const { label, value, options, onSave, clearable, close } = props;
  const { t } = useLingui();
  return (
    <Select
      aria-label={label}
      size="sm"
      autoFocus
      defaultDropdownOpened
      searchable={options.length > 8}
      clearable={clearable}
      allowDeselect={clearable ?? false}
      limit={200}
      nothingFoundMessage={t`Nothing found`}
      data={options}
      value={value}
      onChange={(next) => {
        close();
        if (next !== value) onSave(next);
      }}
      onBlur={close}
      // Also when what was there is chosen once more, and on Escape.
      onDropdownClose={close}
    />
  );
}

/** Several of a list; saved when one leaves it. */
export function ListEditor(props: EditableListProps & { close: () => void }) {
  const { label, value, options, onSave, creatable, close } = props;
  const { t } = useLingui();
  const [chosen, setChosen] = useState(value);
  const finish = () => {
    close();
    if (chosen.join('\n') !== value.join('\n')) onSave(chosen);
  };
  const common = {
    'aria-label': label,
    size: 'sm',
    autoFocus: true,
    data: options,
    value: chosen,
    onChange: setChosen,
    onBlur: finish,
    onKeyDown: (event: KeyboardEvent) => event.key === 'Escape' && close(),
    limit: 50,
    placeholder: creatable ? t`Type and press Enter` : t`Choose`,
  } as const;
  return creatable ? (
    <TagsInput {...common} acceptValueOnBlur={false} maxLength={60} />
  ) : (
    <MultiSelect {...common} searchable />
  );
}
