import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Group, Text, Title } from '@mantine/core';
import { IconUsers } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { LinkAnchor, LinkButton, ProgressBar, Row, RowList, Section } from '@/shared/ui';
import { type Import, leftContactsQuery } from './api';
import { ImportCounts } from './ImportCounts';
import { importedRows } from './mapping';
import { ProblemRows } from './ProblemRows';
import { UndoImport } from './UndoImport';

/** What came of an import, and its undo. */
export function Result({ run }: { run: Import }) {
  return (
    <div>
      <Headline run={run} />
      {run.status === 'undoing' && <Undoing run={run} />}
      <ImportCounts run={run} />
      <NextSteps run={run} />
      {run.status === 'undone' ? <Left run={run} /> : <ProblemRows run={run} />}
    </div>
  );
}

function Headline({ run }: { run: Import }) {
  return (
    <>
      <Title order={2} aria-live="polite">
        <HeadlineWords run={run} />
      </Title>
      <Text c="dimmed" mb="md">
        {run.status === 'finished' && run.rows_refused > 0 && (
          <Trans>
            Refused lines can be downloaded, mended and imported again; nobody is imported twice.
          </Trans>
        )}
        {run.status === 'cancelled' && (
          <Trans>The numbers say what was done until then. You can undo it.</Trans>
        )}
        {run.status === 'undone' && (
          <Plural
            value={run.rows_undone}
            one="# contact is as it was before."
            other="# contacts are as they were before."
          />
        )}
      </Text>
    </>
  );
}

function HeadlineWords({ run }: { run: Import }) {
  switch (run.status) {
    case 'cancelled':
      return <Trans>The import was cancelled</Trans>;
    case 'undoing':
      return <Trans>The import is being undone…</Trans>;
    case 'undone':
      return <Trans>The import was undone</Trans>;
    default:
      return (
        <Plural
          value={importedRows(run)}
          one="Done: # person imported"
          other="Done: # people imported"
        />
      );
  }
}

function Undoing({ run }: { run: Import }) {
  const { t } = useLingui();
  const all = importedRows(run);
  return (
    <div style={{ marginBottom: 20 }}>
      <ProgressBar
        label={t`Progress of the undo`}
        done={run.rows_undone + run.rows_left}
        total={all || null}
      />
    </div>
  );
}

function NextSteps({ run }: { run: Import }) {
  return (
    <Group gap="xs" mt="lg" mb="xl">
      {run.status === 'finished' && (
        <LinkButton to="/contacts" leftSection={<IconUsers size={16} aria-hidden />}>
          <Trans>See the people</Trans>
        </LinkButton>
      )}
      {(run.status === 'finished' || run.status === 'cancelled') && <UndoImport run={run} />}
      {run.status !== 'undoing' && (
        <LinkButton to="/imports/new" variant="default">
          <Trans>Import another file</Trans>
        </LinkButton>
      )}
    </Group>
  );
}

/** Contacts that an undo did not touch, and why. */
function Left({ run }: { run: Import }) {
  const { t } = useLingui();
  const left = useQuery({ ...leftContactsQuery(run.id), enabled: run.rows_left > 0 });
  if (!left.data?.items.length) return null;
  const reasons = {
    edited: t`was changed since`,
    used: t`somebody has worked with it since`,
    in_trash: t`lies in the trash`,
    address_taken: t`another contact has its address now`,
  };
  return (
    <Section
      title={t`Left as they are`}
      description={
        <Plural
          value={run.rows_left}
          one="# contact was not undone."
          other="# contacts were not undone."
        />
      }
      flush
    >
      <RowList label={t`Left as they are`}>
        {left.data.items.map(({ contact_id, display_name, left_because }) => (
          <Row
            key={contact_id}
            title={
              <LinkAnchor to="/contacts/$contactId" params={{ contactId: contact_id }}>
                {display_name}
              </LinkAnchor>
            }
            detail={reasons[left_because]}
          />
        ))}
      </RowList>
    </Section>
  );
}
