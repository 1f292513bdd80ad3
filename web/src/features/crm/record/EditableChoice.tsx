import type { ReactNode } from 'react';
import { lazyPart } from '@/shared/ui';
import { Editable } from './Editable';

const ChoiceEditor = lazyPart(async () => (await import('./ChoiceEditors')).ChoiceEditor);
const ListEditor = lazyPart(async () => (await import('./ChoiceEditors')).ListEditor);

interface Option {
  value: string;
  label: string;
}

export interface EditableChoiceProps {
  label: string;
  value: string | null;
  options: Option[];
  onSave: (value: string | null) => void;
  /** Whether it may be empty. */
  clearable?: boolean;
  fixed?: boolean;
  shown?: ReactNode;
}

/** One of a list, edited where it stands. */
export function EditableChoice(props: EditableChoiceProps) {
  const { label, value, options, fixed, shown } = props;
  const text = options.find((option) => option.value === value)?.label ?? value;
  return (
    <Editable
      label={label}
      shown={value === null ? null : (shown ?? text)}
      fixed={fixed}
      editor={(close) => <ChoiceEditor {...props} close={close} />}
    />
  );
}

export interface EditableListProps {
  label: string;
  value: string[];
  options: string[];
  onSave: (value: string[]) => void;
  /** New words become options, as with tags. */
  creatable?: boolean;
  fixed?: boolean;
  shown: ReactNode;
}

/** Several of a list, edited where they stand. */
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
