import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Group } from '@mantine/core';
import { IconAddressBook, IconFilterOff } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, Suspense, useEffect, useMemo, useState } from 'react';
import { useRole } from '@/features/accounts';
import { rowsOf } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatTotal } from '@/shared/lib/numbers';
import {
  DataTable,
  EmptyState,
  LinkButton,
  lazyPart,
  Page,
  PageHeader,
  SearchInput,
} from '@/shared/ui';
import { FilterBar } from '../rules';
import { type Contact, contactsQuery, countQuery } from './api';
import type { BulkBarProps } from './list/BulkBar';
import type { Chosen } from './list/bulk';
import { ColumnChooser } from './list/ColumnChooser';
import { CompactContact } from './list/CompactContact';
import { useContactColumns } from './list/columns';
import { rememberList } from './list/lastList';
import classes from './list/list.module.css';
import { MoreMenu } from './list/MoreMenu';
import { SortMenu } from './list/SortMenu';
import { type ContactList, useContactList } from './list/useContactList';
import { ViewTabs } from './list/ViewTabs';
import { NewContact } from './NewContact';
import { TrashList } from './TrashList';

const BulkBar = lazyPart(async () => (await import('./list/BulkBar')).BulkBar);

/** Everybody the business knows: found, filtered, kept as views, changed many at once. */
export default function ContactsPage() {
  const { t } = useLingui();
  const list = useContactList();
  const count = useQuery({ ...countQuery(list.request), enabled: list.ready });
  const words = <CountWords list={list} count={count.data} />;
  return (
    <Page width="full">
      <PageHeader
        compact
        title={t`Contacts`}
        description={<span aria-live="polite">{words}</span>}
        actions={
          <>
            <MoreMenu list={list} />
            <NewContact quiet={count.data?.total === 0} asked={list.search.new} />
          </>
        }
      />
      <ViewTabs list={list} />
      {list.search.trash ? (
        <TrashList list={list} />
      ) : (
        <Contacts list={list} words={words} count={count.data} />
      )}
    </Page>
  );
}

function CountWords(props: {
  list: ContactList;
  count: { total: number; total_is_estimate: boolean } | undefined;
}) {
  const locale = useFormatLocale();
  const { list, count } = props;
  if (!count) return ' ';
  const number = formatTotal(count.total, count.total_is_estimate, locale);
  const narrowed = list.filter !== undefined || list.search.q !== undefined;
  if (narrowed)
    return (
      <Plural
        value={count.total}
        one={`${number} person matches`}
        other={`${number} people match`}
      />
    );
  return <Plural value={count.total} one={`${number} person`} other={`${number} people`} />;
}

interface ContactsProps {
  list: ContactList;
  words: ReactNode;
  count: BulkBarProps['count'];
}

function Contacts({ list, words, count }: ContactsProps) {
  const { t } = useLingui();
  const navigate = useNavigate();
  const { columns, choices } = useContactColumns();
  const { search, request } = list;
  const query = useInfiniteQuery({
    ...contactsQuery(request),
    enabled: list.ready,
    placeholderData: keepPreviousData,
  });
  useEffect(() => rememberList({ search, request }), [search, request]);
  const isManager = useRole('manager');
  const [chosen, setChosen] = useState<Chosen>({ kind: 'ids', ids: new Set() });
  const loaded = rowsOf(query.data);
  const selected =
    chosen.kind === 'ids' ? chosen.ids : new Set(loaded.map((contact) => contact.id));
  const matching: Chosen = { kind: 'matching', q: search.q, filter: list.filter };
  // Who was chosen by what the list showed is not who it shows now.
  const shows = JSON.stringify([search.q, list.filter]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shows` says when the list is another one
  useEffect(() => setChosen({ kind: 'ids', ids: new Set() }), [shows]);
  const shown = useMemo(
    () => ['name', ...list.columns].filter((id, at, all) => all.indexOf(id) === at),
    [list.columns],
  );
  const ordered = useMemo(
    () => shown.flatMap((id) => columns.filter((column) => column.id === id)),
    [shown, columns],
  );
  return (
    <>
      <div className={classes.toolbar}>
        <SearchInput
          className={classes.search}
          label={t`Search contacts`}
          placeholder={t`Name, e-mail, phone, company`}
          value={search.q ?? ''}
          onChange={list.setQ}
        />
        <FilterBar value={list.filter} onChange={list.setFilter} count={words} />
        <div className={classes.toolbarEnd}>
          <SortMenu value={list.sort} onChange={list.setSort} />
          <div className={classes.ofTable}>
            <ColumnChooser choices={choices} value={shown} onChange={list.setColumns} />
          </div>
        </div>
      </div>
      <div className={classes.table}>
        <DataTable<Contact>
          label={t`Contacts`}
          query={query}
          columns={ordered}
          sort={list.sort}
          onSortChange={list.setSort}
          selected={isManager ? selected : undefined}
          onSelectedChange={isManager ? (ids) => setChosen({ kind: 'ids', ids }) : undefined}
          nameOf={(row) => row.display_name}
          onOpen={(row) => navigate({ to: '/contacts/$contactId', params: { contactId: row.id } })}
          compact={(row) => <CompactContact contact={row} />}
          empty={<NoContacts list={list} />}
        />
        <Suspense>
          {(chosen.kind === 'matching' || chosen.ids.size > 0) && (
            <BulkBar
              chosen={chosen}
              onChosen={setChosen}
              count={count}
              matching={matching}
              sort={list.sort}
            />
          )}
        </Suspense>
      </div>
    </>
  );
}

function NoContacts({ list }: { list: ContactList }) {
  const { t } = useLingui();
  const mayImport = useRole('manager');
  const mayAdd = useRole('member');
  if (list.filter || list.search.q)
    return (
      <EmptyState
        icon={IconFilterOff}
        title={t`Nobody matches`}
        action={
          <LinkButton to="/contacts" search={{}} variant="default">
            <Trans>Show all contacts</Trans>
          </LinkButton>
        }
      >
        <Trans>Try fewer conditions, or a part of the name, the e-mail or the phone number.</Trans>
      </EmptyState>
    );
  return (
    <EmptyState
      icon={IconAddressBook}
      title={t`No contacts yet`}
      action={
        <Group gap="xs" justify="center">
          {mayImport && (
            <LinkButton to="/imports/new">
              <Trans>Import contacts</Trans>
            </LinkButton>
          )}
          {mayAdd && <NewContact quiet={mayImport} />}
        </Group>
      }
    >
      <Trans>
        Your customers and everybody who may become one live here: with notes, tasks, files and
        everything that happened between you.
      </Trans>
    </EmptyState>
  );
}
