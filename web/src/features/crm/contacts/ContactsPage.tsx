import { useLingui } from '@lingui/react/macro';
import { Group, Text } from '@mantine/core';
import { IconAddressBook } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { EmptyState, Page, PageHeader, PersonAvatar, SearchInput } from '@/shared/ui';
import { columnsOf, DataTable } from '@/shared/ui/DataTable';
import { type Contact, contactsQuery } from './api';
import { NewContact } from './NewContact';

const column = columnsOf<Contact>();

export default function ContactsPage() {
  const { t } = useLingui();
  const navigate = useNavigate();
  const [q, setQ] = useState('');
  const [sort, setSort] = useState('-created_at');
  const [selected, setSelected] = useState<Set<string>>(new Set());
  const query = useInfiniteQuery(contactsQuery({ q: q || undefined, sort }));
  const columns = useMemo(
    () => [
      column.accessor('display_name', {
        id: 'name',
        header: t`Name`,
        size: 220,
        enableSorting: true,
        cell: (cell) => (
          <Group gap={10} wrap="nowrap">
            <PersonAvatar name={cell.getValue()} size={26} />
            <Text size="md" fw={550} truncate>
              {cell.getValue()}
            </Text>
          </Group>
        ),
      }),
      column.accessor('email', { header: t`E-mail`, size: 240 }),
      column.accessor('company', { header: t`Company`, size: 160, enableSorting: true }),
      column.accessor('phone', { header: t`Phone`, size: 150 }),
    ],
    [t],
  );
  return (
    <Page width="full">
      <PageHeader title={t`Contacts`} actions={<NewContact />} />
      <Group mb="sm">
        <SearchInput label={t`Search contacts`} value={q} onChange={setQ} w={280} />
      </Group>
      <DataTable
        label={t`Contacts`}
        query={query}
        columns={columns}
        sort={sort}
        onSortChange={setSort}
        selected={selected}
        onSelectedChange={setSelected}
        nameOf={(row) => row.display_name}
        onOpen={(row) => navigate({ to: '/contacts/$contactId', params: { contactId: row.id } })}
        empty={<EmptyState icon={IconAddressBook} title={t`No contacts yet`} />}
      />
    </Page>
  );
}
