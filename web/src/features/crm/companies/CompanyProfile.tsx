import { useLingui } from '@lingui/react/macro';
import { IconArrowUpRight } from '@tabler/icons-react';
import { useMembers, useRole } from '@/features/accounts';
import { EditableChoice } from '../record/EditableChoice';
import { EditableText } from '../record/EditableText';
import { Facts } from '../record/Fact';
import classes from '../record/record.module.css';
import type { Company } from './api';
import { useSaveCompany } from './useSaveCompany';

const sizes = ['1-10', '11-50', '51-200', '201-500', '501-1000', '1001+'];

export function CompanyProfile({ company }: { company: Company }) {
  const { t } = useLingui();
  const fixed = !useRole('member');
  const members = useMembers();
  const { mutate: save } = useSaveCompany(company.id);
  return (
    <section className={classes.card} aria-label={t`Details`}>
      <Facts title={t`Company`}>
        <EditableText
          label={t`Name`}
          value={company.name}
          maxLength={255}
          fixed={fixed}
          onSave={(name) => name && save({ name })}
        />
        <EditableText
          label={t`Domain`}
          value={company.domain}
          maxLength={253}
          fixed={fixed}
          onSave={(domain) => save({ domain })}
        />
        <EditableText
          label={t`Website`}
          type="url"
          value={company.website}
          maxLength={2000}
          fixed={fixed}
          aside={company.website && <Open address={company.website} />}
          onSave={(website) => save({ website: withScheme(website) })}
        />
        <EditableText
          label={t`Phone`}
          type="tel"
          value={company.phone}
          maxLength={50}
          fixed={fixed}
          onSave={(phone) => save({ phone })}
        />
        <EditableText
          label={t`Address`}
          multiline
          value={company.address}
          maxLength={1000}
          fixed={fixed}
          onSave={(address) => save({ address })}
        />
      </Facts>
      <Facts title={t`More`}>
        <EditableText
          label={t`Industry`}
          value={company.industry}
          maxLength={100}
          fixed={fixed}
          onSave={(industry) => save({ industry })}
        />
        <EditableChoice
          label={t`Size`}
          value={company.size}
          options={sizes.map((value) => ({ value, label: value.replace('-', '–') }))}
          clearable
          fixed={fixed}
          onSave={(size) => save({ size })}
        />
        <EditableChoice
          label={t`Owner`}
          value={company.assigned_to}
          options={members.map(({ user_id, name }) => ({ value: user_id, label: name }))}
          clearable
          fixed={fixed}
          onSave={(assigned_to) => save({ assigned_to })}
        />
        <EditableText
          label={t`About`}
          multiline
          value={company.description}
          maxLength={5000}
          fixed={fixed}
          onSave={(description) => save({ description })}
        />
      </Facts>
    </section>
  );
}

/** "example.com" is meant as a web address. */
function withScheme(website: string | null): string | null {
  return website && !/^[a-z]+:/i.test(website) ? `https://${website}` : website;
}

function Open({ address }: { address: string }) {
  const { t } = useLingui();
  return (
    <a
      href={address}
      target="_blank"
      rel="noreferrer"
      className={classes.go}
      aria-label={t`Open ${address}`}
    >
      <IconArrowUpRight size={16} aria-hidden />
    </a>
  );
}
