import { Textarea, TextInput } from '@mantine/core';
import { type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { Editable } from './Editable';

interface EditableTextProps {
  label: string;
  value: string | null;
  onSave: (value: string | null) => void;
  type?: 'text' | 'date' | 'url' | 'tel' | 'number';
  multiline?: boolean;
  maxLength?: number;
  fixed?: boolean;
  /** How it looks while nobody edits; the value itself when absent. */
  shown?: ReactNode;
  aside?: ReactNode;
}

/** A text edited where it stands: Enter or leaving saves, Escape takes back. */
export function EditableText(props: EditableTextProps) {
  const { label, value, fixed, shown, aside } = props;
  return (
    <Editable
      label={label}
      shown={value ? (shown ?? value) : null}
      fixed={fixed}
      aside={aside}
      editor={(close) => <TextEditor {...props} close={close} />}
    />
  );
}

function TextEditor(props: EditableTextProps & { close: () => void }) {
  const { label, value, onSave, type = 'text', multiline, maxLength, close } = props;
  const [typed, setTyped] = useState(value ?? '');
  const left = useRef(false);
  const finish = (save: boolean) => {
    if (left.current) return;
    left.current = true;
    const next = typed.trim() || null;
    close();
    if (save && next !== value) onSave(next);
  };
  const common = {
    'aria-label': label,
    size: 'sm',
    autoFocus: true,
    maxLength,
    value: typed,
    onBlur: () => finish(true),
    onKeyDown: (event: KeyboardEvent) => {
      if (event.key === 'Escape') finish(false);
      const plainEnter = event.key === 'Enter' && (!multiline || event.ctrlKey || event.metaKey);
      if (!plainEnter || event.nativeEvent.isComposing) return;
      // Or else the button that takes the focus would be pressed by the same stroke.
      event.preventDefault();
      finish(true);
    },
  } as const;
  if (multiline)
    return <Textarea {...common} onChange={(event) => setTyped(event.currentTarget.value)} />;
  return (
    <TextInput
      {...common}
      type={type === 'url' ? 'text' : type}
      step={type === 'number' ? 'any' : undefined}
      inputMode={type === 'url' ? 'url' : undefined}
      onChange={(event) => setTyped(event.currentTarget.value)}
    />
  );
}
