import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { ActionIcon, Badge } from '@mantine/core';
import { IconFileSpreadsheet, IconTableImport, IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMembers, useRole } from '@/features/accounts';
import { api, rowsOf } from '@/shared/api';
import {
  confirm,
  EmptyState,
  LinkAnchor,
  LinkButton,
  ListSection,
  Page,
  PageHeader,
  ProgressBar,
  RelativeTime,
  Row,
  ShowMore,
  useSave,
} from '@/shared/ui';
import { type Import, importsQuery, isAtWork, useLiveImports } from './api';
import { importedRows } from './mapping';
import { NotForManagers } from './NotForManagers';
import { useStatusWords } from './words';

/** Files that were imported, or are about to be. */
export default function ImportsPage() {
  const { t } = useLingui();
  const isManager = useRole('manager');
  const imports = useInfiniteQuery({ ...importsQuery, enabled: isManager });
  const empty = imports.isSuccess && rowsOf(imports.data).length === 0;
  return (
    <Page width="reading">
      <PageHeader
        title={t`Imports`}
        description={<Trans>Contacts that came from files. Each import can be undone.</Trans>}
        back={{ to: '/contacts', label: t`Contacts` }}
        actions={isManager && !empty && <StartButton />}
      />
      {isManager ? <Imports /> : <NotForManagers />}
    </Page>
  );
}

function StartButton() {
  return (
    <LinkButton to="/imports/new" leftSection={<IconTableImport size={16} aria-hidden />}>
      <Trans>Import contacts</Trans>
    </LinkButton>
  );
}

function Imports() {
  const { t } = useLingui();
  useLiveImports();
  const imports = useInfiniteQuery(importsQuery);
  return (
    <ListSection
      title={t`Files`}
      query={imports}
      items={imports.data && rowsOf(imports.data)}
      empty={
        <EmptyState
          icon={IconFileSpreadsheet}
          title={t`Nothing imported yet`}
          action={<StartButton />}
        >
          <Trans>
            Take the list of customers that you keep elsewhere: a CSV file from another program or a
            spreadsheet.
          </Trans>
        </EmptyState>
      }
      row={(run) => <ImportRow key={run.id} run={run} />}
    >
      <ShowMore query={imports} radius={0} />
    </ListSection>
  );
}

function ImportRow({ run }: { run: Import }) {
  const { t } = useLingui();
  const status = useStatusWords()[run.status];
  const who = useMembers().find(({ user_id }) => user_id === run.created_by)?.name;
  const remove = useSave(
    () => api.DELETE('/api/crm/imports/{id}', { params: { path: { id: run.id } } }),
    { refetch: [importsQuery.queryKey], done: t`Removed from the list` },
  );
  const ask = async () => {
    const yes = await confirm({
      title: t`Remove “${run.file_name}” from the list?`,
      body: t`Its contacts stay. The import cannot be undone any more.`,
      action: t`Remove`,
      danger: true,
    });
    if (yes) remove.mutate();
  };
  return (
    <Row
      icon={<IconFileSpreadsheet size={22} stroke={1.5} aria-hidden />}
      title={
        <>
          <LinkAnchor to="/imports/$importId" params={{ importId: run.id }} c="inherit">
            {run.file_name}
          </LinkAnchor>
          <Badge color={status.color}>{status.label}</Badge>
        </>
      }
      detail={
        <>
          {who && `${who} · `}
          <RelativeTime instant={run.created_at} />
          <Counts run={run} />
          {run.status === 'running' && (
            <ProgressBar
              label={t`Progress of ${run.file_name}`}
              done={run.percent}
              total={100}
              rows={run.rows_read}
              ratePerSecond={run.rows_per_second}
              secondsLeft={run.seconds_left}
            />
          )}
        </>
      }
    >
      {!isAtWork(run) && (
        <ActionIcon size="lg" aria-label={t`Remove ${run.file_name} from the list`} onClick={ask}>
          <IconTrash size={17} />
        </ActionIcon>
      )}
    </Row>
  );
}

function Counts({ run }: { run: Import }) {
  if (run.status === 'uploaded' || run.status === 'running') return null;
  return (
    <>
      {' · '}
      <Plural value={importedRows(run)} one="# person" other="# people" />
      {run.rows_refused > 0 && (
        <>
          {' · '}
          <Plural value={run.rows_refused} one="# refused" other="# refused" />
        </>
      )}
    </>
  );
}
