import type { MessageDescriptor } from '@lingui/core';
import { msg } from '@lingui/core/macro';
import { useLingui } from '@lingui/react';
import { queryOptions, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { api, body, type Item } from '@/shared/api';

export type RuleField = Item<'/api/crm/fields'>;

export const ruleFieldsQuery = queryOptions({
  queryKey: ['contacts', 'rule-fields'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/fields', { signal })),
  staleTime: 5 * 60_000,
});

export const segmentNamesQuery = queryOptions({
  queryKey: ['segments', 'list'],
  queryFn: ({ signal }) => body(api.GET('/api/crm/segments', { signal })),
  staleTime: 60_000,
});

/** In the words of the app; fields that a project made keep the project's words. */
export const fieldLabels: Record<string, MessageDescriptor> = {
  display_name: msg`Name`,
  first_name: msg`First name`,
  last_name: msg`Last name`,
  email: msg`E-mail`,
  phone: msg`Phone`,
  company: msg`Company`,
  job_title: msg`Job title`,
  source: msg`Source`,
  language: msg`Language`,
  time_zone: msg`Time zone`,
  lifecycle_stage: msg`Stage`,
  journey_stage: msg`Journey stage`,
  tags: msg`Tags`,
  assigned_to: msg`Owner`,
  engagement_score: msg`Engagement score`,
  qualification_score: msg`Chance of becoming a customer`,
  total_interactions: msg`Interactions`,
  last_interaction_date: msg`Last interaction`,
  first_contact_date: msg`First contact`,
  created_at: msg`Added`,
  updated_at: msg`Changed`,
  email_subscribed: msg`Gets e-mail`,
  sms_subscribed: msg`Gets SMS`,
  marketing_consent: msg`Agreed to marketing`,
  do_not_contact: msg`Do not contact`,
  email_domain: msg`E-mail domain`,
  interactions: msg`Number of interactions`,
  first_interaction: msg`First interaction`,
  last_interaction: msg`Last interaction`,
  consents: msg`Consent given for`,
  consented_at: msg`Consent given on`,
  segment: msg`Segment`,
};

const groups: { label: MessageDescriptor; keys: string[] }[] = [
  {
    label: msg`Person`,
    keys: [
      'display_name',
      'first_name',
      'last_name',
      'email',
      'email_domain',
      'phone',
      'company',
      'job_title',
      'language',
      'time_zone',
    ],
  },
  {
    label: msg`Where they stand`,
    keys: ['lifecycle_stage', 'journey_stage', 'tags', 'assigned_to', 'source', 'segment'],
  },
  {
    label: msg`Activity`,
    keys: [
      'engagement_score',
      'qualification_score',
      'total_interactions',
      'last_interaction_date',
      'interactions',
      'first_interaction',
      'last_interaction',
      'first_contact_date',
      'created_at',
      'updated_at',
    ],
  },
  {
    label: msg`Marketing`,
    keys: [
      'email_subscribed',
      'sms_subscribed',
      'marketing_consent',
      'do_not_contact',
      'consents',
      'consented_at',
    ],
  },
];

export interface FieldGroup {
  label: string;
  fields: RuleField[];
}

/** What can be asked about, labelled in the person's language. Empty while it loads. */
export function useRuleFields(): RuleField[] {
  const { i18n } = useLingui();
  const { data } = useQuery(ruleFieldsQuery);
  return useMemo(
    () =>
      (data?.items ?? []).map((field) => {
        const label = field.custom ? undefined : fieldLabels[field.key];
        return label ? { ...field, label: i18n._(label) } : field;
      }),
    [data, i18n],
  );
}

/** The fields as a picker shows them; what no group knows comes under "More". */
export function useFieldGroups(fields: RuleField[]): FieldGroup[] {
  const { i18n } = useLingui();
  const known = new Set(groups.flatMap(({ keys }) => keys));
  const all = [
    ...groups.map(({ label, keys }) => ({
      label: i18n._(label),
      fields: keys.flatMap((key) => fields.filter((field) => field.key === key)),
    })),
    { label: i18n._(msg`Your fields`), fields: fields.filter((field) => field.custom) },
    {
      label: i18n._(msg`More`),
      fields: fields.filter((field) => !field.custom && !known.has(field.key)),
    },
  ];
  return all.filter((group) => group.fields.length > 0);
}
