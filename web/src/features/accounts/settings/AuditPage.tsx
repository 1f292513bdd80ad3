import { Trans, useLingui } from '@lingui/react/macro';
import { Button, Group, Select, Text, TextInput } from '@mantine/core';
import { IconHistory } from '@tabler/icons-react';
import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useMemo } from 'react';
import { api, body, type Item, keysetPages } from '@/shared/api';
import { useFormatLocale } from '@/shared/lib/locale';
import { formatInstant, nextDay, startOfDay } from '@/shared/lib/time';
import { EmptyState, Page, PageHeader, RelativeTime } from '@/shared/ui';
import { columnsOf, DataTable } from '@/shared/ui/DataTable';
import { useMembers, useRole } from '../session';
import classes from './AuditPage.module.css';
import { useActionNames } from './audit/actions';
import { NotForYou } from './NotForYou';

type Entry = Item<'/api/audit'>;

/** Filters live in the address, so that a view can be shared and the back button works. */
export interface AuditSearch {
  action?: string;
  user_id?: string;
  /** Days, in the person's zone; both included. */
  from?: string;
  to?: string;
}

const auditQuery = ({ action, user_id, from, to }: AuditSearch) =>
  infiniteQueryOptions({
    queryKey: ['audit', action, user_id, from, to],
    queryFn: ({ pageParam, signal }) =>
      body(
        api.GET('/api/audit', {
          params: {
            query: {
              action,
              user_id,
              from: from && startOfDay(from),
              to: to && startOfDay(nextDay(to)),
              limit: 100,
              after: pageParam,
            },
          },
          signal,
        }),
      ),
    ...keysetPages,
  });

const route = getRouteApi('/app/settings/audit');
const column = columnsOf<Entry>();

export default function AuditPage() {
  const { t } = useLingui();
  const isAdmin = useRole('admin');
  return (
    <Page width="full">
      <PageHeader
        title={t`Audit log`}
        description={
          <Trans>Who did what, and when. Entries are never changed or deleted by hand.</Trans>
        }
      />
      {isAdmin ? <Log /> : <NotForYou />}
    </Page>
  );
}

function Log() {
  const { t } = useLingui();
  const locale = useFormatLocale();
  const search = route.useSearch();
  const query = useInfiniteQuery(auditQuery(search));
  const names = useActionNames();
  const columns = useMemo(
    () => [
      column.accessor('occurred_at', {
        header: t`When`,
        size: 170,
        cell: (cell) => formatInstant(cell.getValue(), locale),
      }),
      column.accessor((entry) => entry.actor.name, {
        id: 'actor',
        header: t`Who`,
        size: 150,
        cell: (cell) => <Actor actor={cell.row.original.actor} />,
      }),
      column.accessor('action', {
        header: t`What`,
        size: 170,
        cell: (cell) => (
          <Text size="sm" fw={550} truncate title={cell.getValue()}>
            {names[cell.getValue()] ?? cell.getValue()}
          </Text>
        ),
      }),
      column.accessor('target_name', {
        header: t`On what`,
        size: 150,
        cell: (cell) => (
          <Text size="sm" truncate>
            {cell.getValue() ?? cell.row.original.target_kind ?? '—'}
          </Text>
        ),
      }),
      column.accessor('details', {
        header: t`Details`,
        size: 140,
        cell: (cell) => (
          <Text size="sm" c="dimmed" truncate title={JSON.stringify(cell.getValue())}>
            {inWords(cell.getValue() as Record<string, unknown>)}
          </Text>
        ),
      }),
      column.accessor('address', { header: t`From`, size: 120 }),
    ],
    [t, locale, names],
  );
  return (
    <>
      <Filters search={search} />
      <DataTable
        label={t`Audit log`}
        query={query}
        columns={columns}
        nameOf={(entry) => entry.action}
        compact={(entry) => (
          <>
            <Text size="md" fw={550} truncate>
              {names[entry.action] ?? entry.action}
              {entry.target_name && ` · ${entry.target_name}`}
            </Text>
            <Text size="sm" c="dimmed" truncate component="div">
              {entry.actor.name} · <RelativeTime instant={entry.occurred_at} />
            </Text>
          </>
        )}
        empty={
          <EmptyState icon={IconHistory} title={t`Nothing in this time`}>
            <Trans>Choose other people, actions or days.</Trans>
          </EmptyState>
        }
      />
    </>
  );
}

function Filters({ search }: { search: AuditSearch }) {
  const { t } = useLingui();
  const navigate = route.useNavigate();
  const members = useMembers();
  const names = useActionNames();
  const change = (part: AuditSearch) =>
    void navigate({ search: (before) => ({ ...before, ...part }), replace: true });
  const filtered = Object.values(search).some((value) => value !== undefined);
  return (
    <Group gap="xs" mb="sm" role="search" aria-label={t`Filters`}>
      <Select
        className={classes.choice}
        aria-label={t`Person`}
        placeholder={t`Everybody`}
        clearable
        clearButtonProps={{ 'aria-label': t`Clear` }}
        data={members.map(({ user_id, name }) => ({ value: user_id, label: name }))}
        value={search.user_id ?? null}
        onChange={(user_id) => change({ user_id: user_id ?? undefined })}
      />
      <Select
        className={classes.choice}
        aria-label={t`Action`}
        placeholder={t`All actions`}
        searchable
        clearable
        clearButtonProps={{ 'aria-label': t`Clear` }}
        data={Object.entries(names).map(([value, label]) => ({ value, label }))}
        value={search.action ?? null}
        onChange={(action) => change({ action: action ?? undefined })}
      />
      <TextInput
        className={classes.day}
        type="date"
        aria-label={t`From this day`}
        value={search.from ?? ''}
        max={search.to}
        onChange={(event) => change({ from: event.currentTarget.value || undefined })}
      />
      <Text c="dimmed" aria-hidden>
        –
      </Text>
      <TextInput
        className={classes.day}
        type="date"
        aria-label={t`To this day`}
        value={search.to ?? ''}
        min={search.from}
        onChange={(event) => change({ to: event.currentTarget.value || undefined })}
      />
      {filtered && (
        <Button
          variant="subtle"
          color="gray"
          onClick={() => void navigate({ search: {}, replace: true })}
        >
          <Trans>Clear filters</Trans>
        </Button>
      )}
    </Group>
  );
}

function Actor({ actor }: { actor: Entry['actor'] }) {
  const { t } = useLingui();
  const kinds = { user: null, key: t`key`, system: null };
  const kind = kinds[actor.kind];
  return (
    <Text size="sm" truncate>
      {actor.name}
      {kind && (
        <Text span size="sm" c="dimmed">
          {' '}
          ({kind})
        </Text>
      )}
    </Text>
  );
}

/** `{"fields": ["phone"]}` → "fields: phone" */
function inWords(details: Record<string, unknown>): string {
  return Object.entries(details)
    .map(([key, value]) => `${key.replaceAll('_', ' ')}: ${asText(value)}`)
    .join(', ');
}

function asText(value: unknown): string {
  if (Array.isArray(value)) return value.map(asText).join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
