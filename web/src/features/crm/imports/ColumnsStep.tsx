import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { Alert, Button, Group, SegmentedControl, Text } from '@mantine/core';
import { IconAlertCircle, IconArrowRight, IconSparkles } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { roundEstimate } from '@/shared/lib/numbers';
import { ErrorState, ListSkeleton } from '@/shared/ui';
import { type Import, importFieldsQuery, type MappedColumn } from './api';
import { ColumnRow } from './ColumnRow';
import classes from './ColumnsStep.module.css';
import { FileReading } from './FileReading';
import { needsLook, problemsOf, tellsWho } from './mapping';
import { SavedMappings } from './SavedMappings';
import { useMissingFields } from './useMissingFields';
import { productNames } from './words';

const route = getRouteApi('/app/imports/$importId');

interface ColumnsStepProps {
  run: Import;
  mapping: MappedColumn[];
  onChange: (mapping: MappedColumn[]) => void;
}

/** Which column of the file is what. */
export function ColumnsStep({ run, mapping, onChange }: ColumnsStepProps) {
  const navigate = route.useNavigate();
  const fields = useQuery(importFieldsQuery);
  const [shown, setShown] = useState<Shown>('all');
  const [tried, setTried] = useState(false);
  if (fields.isPending) return <ListSkeleton rows={5} />;
  if (fields.isError) return <ErrorState error={fields.error} onRetry={fields.refetch} />;

  const { columns } = run.format;
  const targets = fields.data.items;
  const problems = problemsOf(mapping, columns, targets);
  const who = tellsWho(mapping);
  const isShown = shownBy(run, mapping, shown);
  const goOn = () => {
    setTried(true);
    if (who && problems.length === 0) void navigate({ search: { step: 'choices' } });
    else setShown('all');
  };
  return (
    <>
      <Intro run={run} />
      <MissingFields run={run} mapping={mapping} onChange={onChange} />
      <Group justify="space-between" gap="sm" mb="sm">
        <Filter run={run} mapping={mapping} shown={shown} onChange={setShown} />
        <SavedMappings run={run} mapping={mapping} onChange={onChange} />
      </Group>
      <ul className={classes.columns} aria-labelledby="columns-of-file">
        {columns.map((column, index) => {
          const mapped = mapping[index];
          if (!mapped || !isShown(index)) return null;
          return (
            <ColumnRow
              // biome-ignore lint/suspicious/noArrayIndexKey: columns stay in the order of the file
              key={index}
              column={column}
              columns={columns}
              mapped={mapped}
              targets={targets}
              problem={problems.find((one) => one.column === index)}
              onChange={(changed) => onChange(mapping.with(index, changed))}
            />
          );
        })}
      </ul>
      {tried && !(who && problems.length === 0) && <StillOpen who={who} count={problems.length} />}
      <FileReading run={run} onRead={(changed) => onChange(changed.mapping)} />
      <Group justify="flex-end" mt="xl">
        <Button rightSection={<IconArrowRight size={16} aria-hidden />} onClick={goOn}>
          <Trans>Continue</Trans>
        </Button>
      </Group>
    </>
  );
}

function Intro({ run }: { run: Import }) {
  const product = run.format.product && productNames[run.format.product];
  return (
    <>
      <h2 className={classes.title} id="columns-of-file">
        <Trans>What is in the columns of your file?</Trans>
      </h2>
      <Text c="dimmed" mb="md">
        <Plural
          value={roundEstimate(run.estimated_rows)}
          one="We found about # line."
          other="We found about # lines."
        />{' '}
        <Trans>Check our guesses; columns that you leave out are not imported.</Trans>
      </Text>
      {product && (
        <Alert role="note" color="brand" icon={<IconSparkles size={18} />} mb="md">
          <Trans>This is an export of {product}: its columns are known and chosen already.</Trans>
        </Alert>
      )}
    </>
  );
}

/** Offers to make the fields that the file has and the project lacks. */
function MissingFields({ run, mapping, onChange }: ColumnsStepProps) {
  const missing = useMissingFields(run, mapping, onChange);
  if (missing.names.length === 0) return null;
  const names = missing.names.join(', ');
  return (
    <Alert role="note" color="yellow" icon={<IconAlertCircle size={18} />} mb="md">
      <Group justify="space-between" gap="sm">
        <Text size="md" flex="1 1 280px">
          <Trans>Your file knows more than SocialFlow does yet: {names}.</Trans>
        </Text>
        <Button size="xs" variant="default" loading={missing.pending} onClick={missing.create}>
          <Plural
            value={missing.names.length}
            one="Create a field for it"
            other="Create # fields for it"
          />
        </Button>
      </Group>
    </Alert>
  );
}

type Shown = 'all' | 'look' | 'out';

function shownBy(run: Import, mapping: MappedColumn[], shown: Shown) {
  return (index: number): boolean => {
    const column = run.format.columns[index];
    const mapped = mapping[index];
    if (!column || !mapped) return false;
    if (shown === 'look') return needsLook(column, mapped);
    return shown === 'all' || mapped.target === null;
  };
}

/** A file may have hundreds of columns: these are the ones to look at. */
function Filter(props: {
  run: Import;
  mapping: MappedColumn[];
  shown: Shown;
  onChange: (shown: Shown) => void;
}) {
  const { t } = useLingui();
  const { run, mapping, shown, onChange } = props;
  const all = run.format.columns.map((_, index) => index);
  const look = all.filter(shownBy(run, mapping, 'look')).length;
  const out = all.filter(shownBy(run, mapping, 'out')).length;
  const count = all.length;
  return (
    <SegmentedControl
      size="xs"
      aria-label={t`Which columns are shown`}
      value={shown}
      onChange={(value) => onChange(value as Shown)}
      data={[
        { value: 'all', label: t`All (${count})` },
        { value: 'look', label: t`Worth a look (${look})` },
        { value: 'out', label: t`Left out (${out})` },
      ]}
    />
  );
}

function StillOpen({ who, count }: { who: boolean; count: number }) {
  return (
    <Alert color="red" role="alert" icon={<IconAlertCircle size={18} />} mt="md">
      {!who && (
        <div>
          <Trans>
            Nothing tells yet who a person is: choose a column with a name, an e-mail address, a
            phone number or a company.
          </Trans>
        </div>
      )}
      {count > 0 && (
        <Plural
          value={count}
          one="# column still needs an answer; it is marked above."
          other="# columns still need an answer; they are marked above."
        />
      )}
    </Alert>
  );
}
