import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useRole } from '@/features/accounts';
import { columnsOf, DataTable, EmptyState, PersonAvatar, RelativeTime } from '@/shared/ui';
import { type Contact, contactsQuery } from './api';
import classes from './list/list.module.css';
import type { ContactList } from './list/useContactList';
import { useRestore } from './useRestore';

const column = columnsOf<Contact>();

/** What was deleted in the last 30 days, and the way back. */
export function TrashList({ list }: { list: ContactList }) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const mayEdit = useRole('member');
  const query = useInfiniteQuery(contactsQuery({ trash: true, sort: list.sort }));
  const columns = useMemo(
    () => [
      column.display({
        id: 'name',
        header: t`Name`,
        size: 260,
        cell: ({ row: { original } }) => (
          <div className={classes.name}>
            <PersonAvatar name={original.display_name} size={26} />
            <Text fw={550} truncate>
              {original.display_name}
            </Text>
          </div>
        ),
      }),
      column.accessor('email', { header: t`E-mail`, size: 240 }),
      column.accessor('company', { header: t`Company`, size: 180 }),
      column.display({
        id: 'deleted_at',
        header: t`Deleted`,
        size: 140,
        cell: ({ row }) =>
          row.original.deleted_at && <RelativeTime instant={row.original.deleted_at} />,
      }),
      column.display({
        id: 'restore',
        header: '',
        size: 120,
        cell: ({ row }) => mayEdit && <Restore contact={row.original} />,
      }),
    ],
    [t, mayEdit],
  );
  return (
    <>
      <Text size="md" c="dimmed" mb="sm">
        <Trans>Contacts stay in the trash for 30 days, then they are gone for good.</Trans>
      </Text>
      <DataTable
        label={t`Trash`}
        query={query}
        columns={columns}
        nameOf={(row) => row.display_name}
        onOpen={(row) => navigate({ to: '/contacts/$contactId', params: { contactId: row.id } })}
        compact={(row) => (
          <Group wrap="nowrap" justify="space-between">
            <Text fw={550} truncate>
              {row.display_name}
            </Text>
            {mayEdit && <Restore contact={row} />}
          </Group>
        )}
        empty={
          <EmptyState icon={IconTrash} title={t`The trash is empty`}>
            <Trans>A contact that you delete waits here for 30 days and can be brought back.</Trans>
          </EmptyState>
        }
      />
    </>
  );
}

function Restore({ contact }: { contact: Contact }) {
  const { t } = useLingui();
  const restore = useRestore(contact);
  return (
    <Button
      size="compact-sm"
      variant="default"
      aria-label={t`Restore ${contact.display_name}`}
      loading={restore.isPending}
      onClick={() => restore.mutate()}
    >
      <Trans>Restore</Trans>
    </Button>
  );
}
