import { useLingui } from '@lingui/react/macro';
import { useMembers } from '@/features/accounts';
import { useSourceName } from '../analytics/names';
import { useStages } from '../contacts/stages';
import type { DuplicatePair } from './api';

type Reason = DuplicatePair['reasons'][number];

/** Why two contacts may be one person. */
export function useReasons(): Record<Reason, string> {
  const { t } = useLingui();
  return {
    mailbox: t`The same mailbox`,
    phone: t`The same phone number`,
    name_and_company: t`The same name and company`,
    name_and_domain: t`The same name, and addresses of one company`,
    similar_name: t`Similar names`,
  };
}

const ownField = 'custom_fields.';

/** The name of a field that a merge lets people choose. */
export function useFieldName(): (field: string) => string {
  const { t } = useLingui();
  const names: Record<string, string> = {
    first_name: t`First name`,
    last_name: t`Last name`,
    email: t`Main e-mail`,
    phone: t`Main phone`,
    company: t`Company`,
    job_title: t`Job title`,
    avatar: t`Picture`,
    time_zone: t`Time zone`,
    language: t`Language`,
    lifecycle_stage: t`Stage`,
    assigned_to: t`Owner`,
    source: t`Source`,
    utm_data: t`Campaign tags`,
    email_subscribed: t`Gets e-mail`,
    sms_subscribed: t`Gets text messages`,
    marketing_consent: t`Marketing`,
    do_not_contact: t`Do not contact`,
  };
  return (field) =>
    names[field] ?? (field.startsWith(ownField) ? field.slice(ownField.length) : field);
}

/** Values that the server keeps as codes and ids, as people call them. */
export function useValueName(): (field: string, value: unknown) => unknown {
  const { i18n } = useLingui();
  const stages: Record<string, string> = useStages();
  const sourceName = useSourceName();
  const members = useMembers();
  return (field, value) => {
    if (typeof value !== 'string' || value === '') return value;
    if (field === 'lifecycle_stage') return stages[value] ?? value;
    if (field === 'source') return sourceName(value);
    if (field === 'assigned_to') return members.find((one) => one.user_id === value)?.name ?? value;
    if (field === 'language')
      return new Intl.DisplayNames(i18n.locale, { type: 'language' }).of(value);
    return value;
  };
}
