import { useLingui } from '@lingui/react/macro';
import { MultiSelect, Select, TagsInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { Editable } from './Editable';

interface Option {
  value: string;
  label: string;
}

interface EditableChoiceProps {
  label: string;
  value: string | null;
  options: Option[];
  onSave: (value: string | null) => void;
  /** Whether it may be empty. */
  clearable?: boolean;
  fixed?: boolean;
  shown?: ReactNode;
}

/** One of a list, saved as soon as it is chosen. */
export function EditableChoice(props: EditableChoiceProps) {
  const { label, value, options, onSave, clearable, fixed, shown } = props;
  const { t } = useLingui();
  const text = options.find((option) => option.value === value)?.label ?? value;
  return (
    <Editable
      label={label}
      shown={value === null ? null : (shown ?? text)}
      fixed={fixed}
      editor={(close) => (
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
          onKeyDown={(event) => event.key === 'Escape' && close()}
        />
      )}
    />
  );
}

interface EditableListProps {
  label: string;
  value: string[];
  options: string[];
  onSave: (value: string[]) => void;
  /** New words become options, as with tags. */
  creatable?: boolean;
  fixed?: boolean;
  shown: ReactNode;
}

/** Several of a list; saved when one leaves it. */
export function EditableList(props: EditableListProps) {
  const { label, value, fixed, shown } = props;
  return (
    <Editable
      label={label}
      shown={value.length > 0 ? shown : null}
      fixed={fixed}
      editor={(close) => <ListEditor {...props} close={close} />}
    />
  );
}

function ListEditor(props: EditableListProps & { close: () => void }) {
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
    limit: 50,
    placeholder: creatable ? t`Type and press Enter` : t`Choose`,
  } as const;
  return creatable ? (
    <TagsInput {...common} acceptValueOnBlur={false} maxLength={60} />
  ) : (
    <MultiSelect {...common} searchable />
  );
}
