import { Trans, useLingui } from '@lingui/react/macro';
import { Group } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { columnsOf, DataTable, EmptyState, Page, PageHeader, SearchInput } from '@/shared/ui';
import { type Company, companiesQuery } from './api';

const column = columnsOf<Company>();

export default function CompaniesPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const query = useInfiniteQuery(companiesQuery(q || undefined));
  const columns = useMemo(
    () => [
      column.accessor('name', { header: t`Name`, size: 260 }),
      column.accessor('domain', { header: t`Domain`, size: 200 }),
      column.accessor('industry', { header: t`Industry`, size: 160 }),
      column.accessor('contacts_count', { header: t`Contacts`, size: 110 }),
    ],
    [t],
  );
  return (
    <Page width="full">
      <PageHeader title={t`Companies`} />
      <Group mb="sm">
        <SearchInput label={t`Search companies`} value={q} onChange={setQ} w={280} />
      </Group>
      <DataTable
        label={t`Companies`}
        query={query}
        columns={columns}
        nameOf={(row) => row.name}
        onOpen={(row) => navigate({ to: '/companies/$companyId', params: { companyId: row.id } })}
        empty={
          <EmptyState icon={IconBuilding} title={t`No companies`}>
            <Trans>A company appears here as soon as a contact works for it.</Trans>
          </EmptyState>
        }
      />
    </Page>
  );
}
