import { useLingui } from '@lingui/react/macro';
import { useState } from 'react';
import { CompanyInput } from '../../companies/CompanyInput';

interface CompanyEditorProps {
  name: string | null;
  close: () => void;
  onSave: (name: string | null) => void;
}

/** Leaving it saves, Escape takes back. */
export function CompanyEditor({ name, close, onSave }: CompanyEditorProps) {
  const { t } = useLingui();
  const [typed, setTyped] = useState(name ?? '');
  const finish = (value: string) => {
    close();
    const next = value.trim() || null;
    if (next !== name) onSave(next);
  };
  return (
    <CompanyInput
      aria-label={t`Company`}
      size="sm"
      autoFocus
      value={typed}
      onChange={setTyped}
      onOptionSubmit={finish}
      onBlur={() => finish(typed)}
      onKeyDown={(event) => {
        if (event.key === 'Escape') close();
      }}
    />
  );
}
