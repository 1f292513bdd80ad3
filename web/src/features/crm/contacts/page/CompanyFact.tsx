import { useLingui } from '@lingui/react/macro';
import { IconArrowUpRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { CompanyInput } from '../../companies/CompanyInput';
import { Editable } from '../../record/Editable';
import classes from '../../record/record.module.css';
import type { ContactRecord } from '../api';

interface CompanyFactProps {
  contact: ContactRecord;
  fixed: boolean;
  onSave: (name: string | null) => void;
}

/** The company a person works for; a name that nobody has yet makes a new company. */
export function CompanyFact({ contact, fixed, onSave }: CompanyFactProps) {
  const { t } = useLingui();
  return (
    <Editable
      label={t`Company`}
      shown={contact.company}
      fixed={fixed}
      aside={
        contact.company_id && (
          <Link
            to="/companies/$companyId"
            params={{ companyId: contact.company_id }}
            className={classes.go}
            aria-label={t`Open company ${contact.company}`}
          >
            <IconArrowUpRight size={16} aria-hidden />
          </Link>
        )
      }
      editor={(close) => <CompanyEditor name={contact.company} close={close} onSave={onSave} />}
    />
  );
}

interface CompanyEditorProps {
  name: string | null;
  close: () => void;
  onSave: (name: string | null) => void;
}

function CompanyEditor({ name, close, onSave }: CompanyEditorProps) {
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
