import { useLingui } from '@lingui/react/macro';
import { IconArrowUpRight } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { lazyPart } from '@/shared/ui';
import { Editable } from '../../record/Editable';
import classes from '../../record/record.module.css';
import type { ContactRecord } from '../api';

const CompanyEditor = lazyPart(async () => (await import('./CompanyEditor')).CompanyEditor);

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
