import { useLingui } from '@lingui/react/macro';
import { Anchor, Badge } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useMemo } from 'react';
import { useMembers } from '@/features/accounts';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatDate, formatRelative } from '@/shared/lib/time';
import { columnsOf, type DataColumn, LinkAnchor, PersonAvatar } from '@/shared/ui';
import { customFieldsQuery } from '../../fields/api';
import { fieldValueOf, formatFieldValue } from '../../fields/values';
import { TagChips } from '../../tags/TagChip';
import type { Contact } from '../api';
import { Score } from '../Score';
import { StageBadge } from '../StageBadge';
import classes from './list.module.css';

/** Together as wide as a desk of 1440 px has room for. */
export const usualColumns = [
  'name',
  'email',
  'company',
  'lifecycle_stage',
  'tags',
  'engagement_score',
  'last_interaction_date',
];

export interface ColumnChoice {
  id: string;
  label: string;
}

const column = columnsOf<Contact>();

interface Made extends ColumnChoice {
  size: number;
  sortable?: boolean;
  cell: (contact: Contact) => ReactNode;
}

/** Every column there is; `name` always comes first. */
export function useContactColumns(): { columns: DataColumn<Contact>[]; choices: ColumnChoice[] } {
  const made = useMadeColumns();
  return useMemo(
    () => ({
      choices: made.map(({ id, label }) => ({ id, label })),
      columns: made.map(({ id, label, size, sortable, cell }) =>
        column.display({
          id,
          header: label,
          size,
          enableSorting: sortable ?? false,
          cell: ({ row }) => cell(row.original),
        }),
      ),
    }),
    [made],
  );
}

function useMadeColumns(): Made[] {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const members = useMembers();
  const { data: custom } = useQuery(customFieldsQuery);
  return useMemo(() => {
    const words = (text: string | null) => text && <span className={classes.words}>{text}</span>;
    const ago = (instant: string | null) =>
      instant && (
        <time dateTime={instant} className={classes.words}>
          {formatRelative(instant, locale)}
        </time>
      );
    const yes = (value: boolean) =>
      value ? t`Yes` : <span className={classes.quiet}>{t`No`}</span>;
    const own: Made[] = (custom?.items ?? []).map((field) => ({
      id: `custom.${field.key}`,
      label: field.label,
      size: 150,
      cell: (contact) => words(formatFieldValue(field, fieldValueOf(contact, field), locale)),
    }));
    return [
      {
        id: 'name',
        label: t`Name`,
        size: 185,
        sortable: true,
        cell: (contact) => <NameCell contact={contact} />,
      },
      {
        id: 'email',
        label: t`E-mail`,
        size: 212,
        cell: ({ email }) =>
          email && (
            <Anchor
              inherit
              href={`mailto:${email}`}
              c="inherit"
              className={classes.words}
              tabIndex={-1}
            >
              {email}
            </Anchor>
          ),
      },
      { id: 'phone', label: t`Phone`, size: 150, cell: ({ phone }) => words(phone) },
      {
        id: 'company',
        label: t`Company`,
        size: 130,
        sortable: true,
        cell: (contact) => <CompanyCell contact={contact} />,
      },
      { id: 'job_title', label: t`Job title`, size: 160, cell: (row) => words(row.job_title) },
      {
        id: 'lifecycle_stage',
        label: t`Stage`,
        size: 138,
        cell: (row) => <StageBadge stage={row.lifecycle_stage} />,
      },
      { id: 'tags', label: t`Tags`, size: 186, cell: (row) => <TagChips names={row.tags} /> },
      {
        id: 'engagement_score',
        label: t`Engagement`,
        size: 110,
        sortable: true,
        cell: (row) => <Score value={row.engagement_score} />,
      },
      {
        id: 'last_interaction_date',
        label: t`Last interaction`,
        size: 131,
        sortable: true,
        cell: (row) => ago(row.last_interaction_date),
      },
      {
        id: 'total_interactions',
        label: t`Interactions`,
        size: 110,
        cell: (row) => row.total_interactions,
      },
      {
        id: 'assigned_to',
        label: t`Owner`,
        size: 140,
        cell: (row) => words(members.find((one) => one.user_id === row.assigned_to)?.name ?? null),
      },
      { id: 'source', label: t`Source`, size: 120, cell: (row) => words(row.source) },
      {
        id: 'first_contact_date',
        label: t`First contact`,
        size: 130,
        cell: (row) => words(formatDate(row.first_contact_date, locale)),
      },
      {
        id: 'created_at',
        label: t`Added`,
        size: 130,
        sortable: true,
        cell: (row) => ago(row.created_at),
      },
      {
        id: 'updated_at',
        label: t`Changed`,
        size: 130,
        sortable: true,
        cell: (row) => ago(row.updated_at),
      },
      { id: 'language', label: t`Language`, size: 100, cell: (row) => words(row.language) },
      { id: 'time_zone', label: t`Time zone`, size: 150, cell: (row) => words(row.time_zone) },
      {
        id: 'marketing_consent',
        label: t`Agreed to marketing`,
        size: 150,
        cell: (row) => yes(row.marketing_consent),
      },
      ...own,
    ];
  }, [t, locale, members, custom]);
}

function NameCell({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  return (
    <div className={classes.name}>
      <PersonAvatar name={contact.display_name} src={contact.avatar_url} size={26} />
      <LinkAnchor
        to="/contacts/$contactId"
        params={{ contactId: contact.id }}
        inherit
        c="inherit"
        fw={550}
        className={classes.words}
        tabIndex={-1}
      >
        {contact.display_name}
      </LinkAnchor>
      {contact.do_not_contact && (
        <Badge size="xs" color="red">
          {t`Do not contact`}
        </Badge>
      )}
    </div>
  );
}

function CompanyCell({ contact }: { contact: Contact }) {
  if (!contact.company) return null;
  if (!contact.company_id) return <span className={classes.words}>{contact.company}</span>;
  return (
    <LinkAnchor
      to="/companies/$companyId"
      params={{ companyId: contact.company_id }}
      inherit
      c="inherit"
      className={classes.words}
      tabIndex={-1}
    >
      {contact.company}
    </LinkAnchor>
  );
}
