import { useLingui } from '@lingui/react/macro';
import { Switch } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useMembers, useRole } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { languageOptions } from '@/shared/lib/places';
import { formatDate, timeZoneOptions } from '@/shared/lib/time';
import { useSourceName } from '../../analytics/names';
import { EditableChoice, EditableList } from '../../record/EditableChoice';
import { EditableText } from '../../record/EditableText';
import { Fact, Facts } from '../../record/Fact';
import classes from '../../record/record.module.css';
import { ContactSegments } from '../../segments/ContactSegments';
import { tagsQuery } from '../../tags/api';
import { TagChip } from '../../tags/TagChip';
import type { Contact, ContactRecord } from '../api';
import { StageBadge } from '../StageBadge';
import { useStages } from '../stages';
import { Addresses } from './Addresses';
import { emailsOf, phonesOf } from './addressRows';
import { CompanyFact } from './CompanyFact';
import { Origin } from './Origin';
import { OwnFields } from './OwnFields';
import pageClasses from './page.module.css';
import { ScoreFact } from './ScoreFact';
import { type ContactChange, useSaveContact } from './useSaveContact';

/** Everything that is known of a person, each thing edited where it stands. */
export function Profile({ contact }: { contact: ContactRecord }) {
  const { t } = useLingui();
  const mayEdit = useRole('member');
  const fixed = !mayEdit || contact.deleted_at !== null;
  const { mutate: save } = useSaveContact(contact.id);
  const locale = useFormatLocale();
  const sourceName = useSourceName();
  return (
    <section className={classes.card} aria-label={t`Profile`}>
      <Person contact={contact} fixed={fixed} save={save} />
      <Standing contact={contact} fixed={fixed} save={save} />
      <OwnFields
        record={contact}
        fixed={fixed}
        onSave={(values) => save({ custom_fields: values as never })}
      />
      <Permissions contact={contact} fixed={fixed} save={save} />
      <Facts title={t`More`}>
        <EditableChoice
          label={t`Language`}
          value={contact.language}
          options={languageOptions(locale, contact.language)}
          fixed={fixed}
          onSave={(language) => language && save({ language })}
        />
        <EditableChoice
          label={t`Time zone`}
          value={contact.time_zone}
          options={timeZoneOptions()}
          clearable
          fixed={fixed}
          onSave={(time_zone) => save({ time_zone })}
        />
        <EditableText
          label={t`Source`}
          value={contact.source || null}
          shown={sourceName(contact.source)}
          maxLength={100}
          fixed={fixed}
          onSave={(source) => save({ source: source ?? 'manual' })}
        />
        <Origin contact={contact} />
        <Fact label={t`Added`}>
          <span className={classes.value}>{formatDate(contact.created_at, locale)}</span>
        </Fact>
      </Facts>
    </section>
  );
}

interface PartProps {
  contact: ContactRecord;
  fixed: boolean;
  save: (change: ContactChange) => void;
}

function Person({ contact, fixed, save }: PartProps) {
  const { t } = useLingui();
  return (
    <Facts title={t`Person`}>
      <EditableText
        label={t`First name`}
        value={contact.first_name || null}
        maxLength={100}
        fixed={fixed}
        onSave={(value) => save({ first_name: value ?? '' })}
      />
      <EditableText
        label={t`Last name`}
        value={contact.last_name || null}
        maxLength={100}
        fixed={fixed}
        onSave={(value) => save({ last_name: value ?? '' })}
      />
      <Addresses
        kind="email"
        addresses={emailsOf(contact)}
        fixed={fixed}
        onSave={(rows) =>
          save({ emails: rows.map(({ value, ...row }) => ({ address: value, ...row })) as never })
        }
      />
      <Addresses
        kind="phone"
        addresses={phonesOf(contact)}
        fixed={fixed}
        onSave={(rows) =>
          save({ phones: rows.map(({ value, ...row }) => ({ number: value, ...row })) as never })
        }
      />
      <CompanyFact contact={contact} fixed={fixed} onSave={(company) => save({ company })} />
      <EditableText
        label={t`Job title`}
        value={contact.job_title}
        maxLength={100}
        fixed={fixed}
        onSave={(job_title) => save({ job_title })}
      />
    </Facts>
  );
}

function Standing({ contact, fixed, save }: PartProps) {
  const { t } = useLingui();
  const stages = useStages();
  const members = useMembers();
  const { data: tags } = useQuery(tagsQuery);
  return (
    <Facts title={t`Where they stand`}>
      <EditableChoice
        label={t`Stage`}
        value={contact.lifecycle_stage}
        options={Object.entries(stages).map(([value, label]) => ({ value, label }))}
        shown={<StageBadge stage={contact.lifecycle_stage} />}
        fixed={fixed}
        onSave={(stage) => save({ lifecycle_stage: stage as Contact['lifecycle_stage'] })}
      />
      <EditableChoice
        label={t`Owner`}
        value={contact.assigned_to}
        options={members.map(({ user_id, name }) => ({ value: user_id, label: name }))}
        clearable
        fixed={fixed}
        onSave={(assigned_to) => save({ assigned_to })}
      />
      <EditableList
        label={t`Tags`}
        value={contact.tags}
        options={(tags?.items ?? []).map(({ name }) => name)}
        creatable
        shown={
          <span className={pageClasses.tags}>
            {contact.tags.map((name) => (
              <TagChip key={name} name={name} />
            ))}
          </span>
        }
        fixed={fixed}
        onSave={(next) => save({ tags: next })}
      />
      <ScoreFact contact={contact} />
      <ContactSegments contactId={contact.id} />
    </Facts>
  );
}

function Permissions({ contact, fixed, save }: PartProps) {
  const { t } = useLingui();
  const switches = [
    { key: 'email_subscribed', label: t`Gets e-mail` },
    { key: 'sms_subscribed', label: t`Gets SMS` },
    { key: 'marketing_consent', label: t`Agreed to marketing` },
    { key: 'do_not_contact', label: t`Do not contact` },
  ] as const;
  return (
    <Facts title={t`Marketing`}>
      <div className={classes.switches}>
        {switches.map(({ key, label }) => (
          <Switch
            key={key}
            size="sm"
            label={label}
            checked={contact[key]}
            disabled={fixed}
            color={key === 'do_not_contact' ? 'red' : undefined}
            onChange={(event) => save({ [key]: event.currentTarget.checked })}
          />
        ))}
      </div>
    </Facts>
  );
}
