import { useLingui } from '@lingui/react/macro';
import type { Import, ImportTarget, MappedColumn } from './api';
import { fieldOf } from './mapping';

/** Names of what a column can become, in groups as they are offered. */
export function useTargetNames() {
  const { t } = useLingui();
  const fields: Record<string, string> = {
    full_name: t`Full name`,
    first_name: t`First name`,
    middle_name: t`Middle name`,
    last_name: t`Last name`,
    email: t`E-mail`,
    email_label: t`Kind of the e-mail address`,
    phone: t`Phone`,
    phone_label: t`Kind of the phone number`,
    company: t`Company`,
    job_title: t`Job title`,
    lifecycle_stage: t`Stage`,
    source: t`Source`,
    language: t`Language`,
    time_zone: t`Time zone`,
    tags: t`Tags`,
    notes: t`Note`,
    owner_email: t`Owner (by e-mail address)`,
    first_contact_date: t`First contact on`,
    marketing_consent: t`Agreed to marketing`,
    email_subscribed: t`Gets newsletters`,
    email_unsubscribed: t`Unsubscribed from newsletters`,
    sms_subscribed: t`Gets text messages`,
    sms_unsubscribed: t`Unsubscribed from text messages`,
    do_not_contact: t`Do not contact`,
  };
  const details: Record<string, string> = {
    work: t`work`,
    home: t`home`,
    mobile: t`mobile`,
    other: t`other`,
  };
  return (target: string, label?: string | null): string => {
    if (label) return label;
    const [field = target, detail] = target.split(':');
    const name = fields[field] ?? target;
    return detail ? `${name} (${details[detail] ?? detail})` : name;
  };
}

const groups: { key: 'who' | 'reach' | 'about' | 'permission'; fields: string[] }[] = [
  { key: 'who', fields: ['full_name', 'first_name', 'middle_name', 'last_name'] },
  { key: 'reach', fields: ['email', 'email_label', 'phone', 'phone_label'] },
  {
    key: 'about',
    fields: [
      'company',
      'job_title',
      'lifecycle_stage',
      'source',
      'tags',
      'notes',
      'owner_email',
      'first_contact_date',
      'language',
      'time_zone',
    ],
  },
  {
    key: 'permission',
    fields: [
      'marketing_consent',
      'email_subscribed',
      'email_unsubscribed',
      'sms_subscribed',
      'sms_unsubscribed',
      'do_not_contact',
    ],
  },
];

/** For a Select: every field once, e-mail and phone also by kind. */
export function useTargetOptions(targets: ImportTarget[]) {
  const { t } = useLingui();
  const nameOf = useTargetNames();
  const titles = {
    who: t`Name`,
    reach: t`How to reach them`,
    about: t`About them`,
    permission: t`What they agreed to`,
  };
  const options = ({ target, label, details }: ImportTarget) => [
    { value: target, label: nameOf(target, label) },
    ...details.map((detail) => {
      const value = `${target}:${detail}`;
      return { value, label: nameOf(value) };
    }),
  ];
  const known = groups.map(({ key, fields }) => ({
    group: titles[key],
    items: fields.flatMap((field) => {
      const found = targets.find(({ target }) => target === field);
      return found ? options(found) : [];
    }),
  }));
  const custom = targets.filter(({ label }) => label !== null).flatMap(options);
  return [...known, { group: t`Your own fields`, items: custom }].filter(
    ({ items }) => items.length > 0,
  );
}

/** The name of what a mapped column becomes: "E-mail (work)". */
export function useMappedName(targets: ImportTarget[]) {
  const nameOf = useTargetNames();
  return ({ target }: MappedColumn): string | null => {
    if (target === null) return null;
    const info = targets.find((one) => one.target === fieldOf(target));
    return nameOf(target, info?.label);
  };
}

/** Whose export a file is. */
export const productNames: Record<string, string> = {
  socialflow: 'SocialFlow',
  hubspot: 'HubSpot',
  pipedrive: 'Pipedrive',
  mailchimp: 'Mailchimp',
  google_contacts: 'Google Contacts',
  outlook: 'Outlook',
};

export function useStatusWords(): Record<Import['status'], { label: string; color: string }> {
  const { t } = useLingui();
  return {
    uploaded: { label: t`not started`, color: 'gray' },
    running: { label: t`running`, color: 'brand' },
    paused: { label: t`paused`, color: 'yellow' },
    finished: { label: t`done`, color: 'teal' },
    cancelled: { label: t`cancelled`, color: 'gray' },
    failed: { label: t`failed`, color: 'red' },
    undoing: { label: t`being undone`, color: 'brand' },
    undone: { label: t`undone`, color: 'gray' },
  };
}

/** What is wrong with a cell, by its code; the server's own words for codes that are not known here. */
export function useProblemWords(): (code: string, message: string) => string {
  const { t } = useLingui();
  const wordsWith = (limit: string | undefined): Record<string, string> => ({
    invalid_email: t`is not an e-mail address`,
    invalid_phone: t`is not a phone number`,
    damaged_phone: t`is a phone number that a spreadsheet has spoilt`,
    invalid_date: t`is not a date`,
    ambiguous_date: t`can be read as two dates: say whether the day comes first`,
    date_out_of_range: t`is not between 1900 and 2199`,
    invalid_number: t`is not a number`,
    invalid_boolean: t`is neither yes nor no`,
    invalid_url: t`is not a web address`,
    invalid_stage: t`is not a stage that SocialFlow knows`,
    no_identity: t`has neither name nor e-mail, phone or company`,
    invalid_option: t`is none of the choices of this field`,
    too_long: limit ? t`is longer than ${limit} characters` : t`is too long`,
    too_many_values: t`makes more of them than one person can have`,
    contact_emails_full: t`would give the contact more than ${limit ?? ''} e-mail addresses`,
    contact_phones_full: t`would give the contact more than ${limit ?? ''} phone numbers`,
    contact_tags_full: t`would give the contact more than ${limit ?? ''} tags`,
    contact_exists: t`is the e-mail address of somebody who is there already`,
    email_taken: t`is the e-mail address of somebody else: left out`,
    unknown_owner: t`is no member of this project: left without owner`,
    too_many_tags: t`is one tag more than the project can have: left out`,
    field_too_long: t`holds a cell of more than 64 KB`,
    too_many_columns: t`has more than 512 cells`,
    not_storable: t`cannot be stored as it is`,
    too_many_cells: t`has more cells than the file has columns`,
    not_text: t`holds signs that are no text`,
    unknown_language: t`is no language: left empty`,
    unknown_time_zone: t`is no time zone: left empty`,
    invalid_owner: t`is not the address of a member: left without owner`,
  });
  return (code, message) => wordsWith(/\d+/.exec(message)?.[0])[code] ?? message;
}

/** Whether an import that failed would fail at the same place again: its file or its columns are why. */
export const wouldFailAgain = (error: string | null): boolean =>
  /^(The file cannot be read|The uploaded file|A custom field)/.test(error ?? '');

/** Why an import stopped: the server writes English, with the line and the name that it is about. */
export function useErrorWords(): (error: string | null) => string {
  const { t } = useLingui();
  return (error) => {
    if (!error) return t`Something went wrong on our side.`;
    const [, line] = /cannot be read from line (\d+)/.exec(error) ?? [];
    if (line)
      return t`The file cannot be read from line ${line} on: a quotation mark that opens there is not closed.`;
    if (error.startsWith('The uploaded file')) return t`The uploaded file is not there any more.`;
    if (error.startsWith('A custom field'))
      return t`A field of your own that the file was to fill was deleted.`;
    if (error.startsWith('It was interrupted')) return t`It was interrupted too often.`;
    return error;
  };
}
