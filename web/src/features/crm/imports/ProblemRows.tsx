import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, Text } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { api } from '@/shared/api';
import { saveFile } from '@/shared/lib/saveFile';
import { ErrorState, ListSkeleton, Row, RowList, Section, useSave } from '@/shared/ui';
import { type Import, type ImportRow, importRowsQuery } from './api';
import { useProblemWords } from './words';

/** The first lines that were refused or warned of, and all of them to download. */
export function ProblemRows({ run }: { run: Import }) {
  const { t } = useLingui();
  const any = run.rows_refused + run.rows_warned > 0;
  const rows = useQuery({ ...importRowsQuery(run.id, run.version), enabled: any });
  if (!any) return null;
  return (
    <Section
      title={t`Lines with problems`}
      description={
        <>
          {run.rows_refused > 0 && (
            <Plural
              value={run.rows_refused}
              one="# line is refused as a whole."
              other="# lines are refused as a whole."
            />
          )}{' '}
          {run.rows_warned > 0 && (
            <Plural
              value={run.rows_warned}
              one="From # line one value is left out."
              other="From # lines single values are left out."
            />
          )}
        </>
      }
      action={run.rows_refused > 0 && <Download run={run} />}
      flush
    >
      {rows.isPending && <ListSkeleton rows={3} />}
      {rows.isError && <ErrorState error={rows.error} onRetry={rows.refetch} compact />}
      <RowList label={t`Lines with problems`}>
        {rows.data?.items.map((row) => (
          <ProblemRow key={row.line} row={row} run={run} />
        ))}
      </RowList>
      {rows.data?.next && (
        <Text size="sm" c="dimmed" p="sm" ta="center">
          <Trans>These are the first; the download holds all refused lines.</Trans>
        </Text>
      )}
    </Section>
  );
}

/** Fetched by the app, since a plain link cannot name the project. */
function Download({ run }: { run: Import }) {
  const download = useSave(
    async () => {
      const { data } = await api.GET('/api/crm/imports/{id}/refused.csv', {
        params: { path: { id: run.id } },
        parseAs: 'blob',
      });
      saveFile(data as unknown as Blob, `refused-${run.file_name}`);
    },
    { refetch: [] },
  );
  return (
    <Button
      size="xs"
      variant="default"
      loading={download.isPending}
      leftSection={<IconDownload size={14} aria-hidden />}
      onClick={() => download.mutate()}
    >
      <Trans>Download refused lines</Trans>
    </Button>
  );
}

function ProblemRow({ row, run }: { row: ImportRow; run: Import }) {
  const words = useProblemWords();
  const { t } = useLingui();
  const { line } = row;
  const quoted = (value: string) => t`“${value}”`;
  return (
    <Row
      title={<Trans>Line {line}</Trans>}
      detail={row.problems.map(({ column, code, message, value }) => (
        <div key={`${column} ${code}`}>
          {column !== null && <b>{run.format.columns[column]?.header}: </b>}
          {value && `${quoted(value)} `}
          {words(code, message)}
        </div>
      ))}
    >
      <Badge color={row.severity === 'refused' ? 'red' : 'yellow'}>
        {row.severity === 'refused' ? <Trans>refused</Trans> : <Trans>warning</Trans>}
      </Badge>
    </Row>
  );
}
