import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Text } from '@mantine/core';
import { IconBuilding, IconFilterOff } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useMembers } from '@/features/accounts';
import {
  columnsOf,
  DataTable,
  EmptyState,
  LinkAnchor,
  Page,
  PageHeader,
  SearchInput,
} from '@/shared/ui';
import { type Company, companiesQuery } from './api';
import { CompanyLogo } from './CompanyLogo';
import classes from './companies.module.css';
import { NewCompany } from './NewCompany';

const column = columnsOf<Company>();
const route = getRouteApi('/app/companies');

export default function CompaniesPage() {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const { q } = route.useSearch();
  const query = useInfiniteQuery({ ...companiesQuery(q), placeholderData: keepPreviousData });
  const columns = useCompanyColumns();
  return (
    <Page width="full">
      <PageHeader compact title={t`Companies`} actions={<NewCompany />} />
      <SearchInput
        className={classes.search}
        label={t`Search companies`}
        value={q ?? ''}
        onChange={(next) => navigate({ search: { q: next || undefined }, replace: true })}
      />
      <DataTable
        label={t`Companies`}
        query={query}
        columns={columns}
        nameOf={(row) => row.name}
        onOpen={(row) => navigate({ to: '/companies/$companyId', params: { companyId: row.id } })}
        compact={(row) => <CompactCompany company={row} />}
        empty={
          q ? (
            <EmptyState icon={IconFilterOff} title={t`No company is called so`}>
              <Trans>Try a part of the name.</Trans>
            </EmptyState>
          ) : (
            <EmptyState icon={IconBuilding} title={t`No companies yet`}>
              <Trans>A company appears here as soon as a contact works for it.</Trans>
            </EmptyState>
          )
        }
      />
    </Page>
  );
}

function useCompanyColumns() {
  const { t } = useLingui();
  const members = useMembers();
  return useMemo(
    () => [
      column.display({
        id: 'name',
        header: t`Name`,
        size: 280,
        cell: ({ row: { original } }) => (
          <div className={classes.name}>
            <CompanyLogo name={original.name} />
            <LinkAnchor
              to="/companies/$companyId"
              params={{ companyId: original.id }}
              inherit
              c="inherit"
              fw={550}
              className={classes.words}
              tabIndex={-1}
            >
              {original.name}
            </LinkAnchor>
          </div>
        ),
      }),
      column.accessor('contacts_count', { header: t`People`, size: 90 }),
      column.accessor('industry', { header: t`Industry`, size: 160 }),
      column.accessor('domain', { header: t`Domain`, size: 180 }),
      column.accessor('phone', { header: t`Phone`, size: 150 }),
      column.accessor('size', { header: t`Size`, size: 100 }),
      column.display({
        id: 'assigned_to',
        header: t`Owner`,
        size: 140,
        cell: ({ row: { original } }) =>
          members.find(({ user_id }) => user_id === original.assigned_to)?.name,
      }),
    ],
    [t, members],
  );
}

function CompactCompany({ company }: { company: Company }) {
  return (
    <div className={classes.name}>
      <CompanyLogo name={company.name} />
      <div className={classes.personWords}>
        <Text fw={550} truncate>
          {company.name}
        </Text>
        <Text size="sm" c="dimmed" truncate>
          <Plural value={company.contacts_count} one="# person" other="# people" />
          {company.industry && ` · ${company.industry}`}
        </Text>
      </div>
    </div>
  );
}
