import { Trans, useLingui } from '@lingui/react/macro';
import { Badge, Button, SegmentedControl, Select } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowRight, IconPlus } from '@tabler/icons-react';
import { FieldDialog } from '../fields/FieldDialog';
import type { FileColumn, ImportTarget, MappedColumn } from './api';
import classes from './ColumnsStep.module.css';
import { type ColumnProblem, fieldOf, isDate, isUnsure } from './mapping';
import { useTargetOptions } from './words';

const leftOut = '';

interface ColumnRowProps {
  column: FileColumn;
  /** All of the file. */
  columns: FileColumn[];
  mapped: MappedColumn;
  targets: ImportTarget[];
  problem?: ColumnProblem;
  onChange: (mapped: MappedColumn) => void;
}

/** One column: what the file calls it, what stands in it, what it becomes. */
export function ColumnRow(props: ColumnRowProps) {
  const { t } = useLingui();
  const { column, mapped, targets, problem, onChange } = props;
  const options = useTargetOptions(targets);
  const { header, samples } = column;
  const error = useProblem(props);
  return (
    <li className={classes.column} data-out={mapped.target === null || undefined}>
      <div>
        <div className={classes.header}>{header}</div>
        <div className={classes.samples} title={samples.join('\n')}>
          {samples.length > 0 ? samples.join(' · ') : <Trans>empty in the first lines</Trans>}
        </div>
      </div>
      <span className={classes.arrow}>
        <IconArrowRight size={16} aria-hidden />
      </span>
      <div>
        <Select
          aria-label={t`What “${header}” becomes`}
          searchable
          allowDeselect={false}
          data={[{ value: leftOut, label: t`Leave out` }, ...options]}
          value={mapped.target ?? leftOut}
          onChange={(value) => onChange({ ...mapped, target: value || null })}
          error={problem?.code === 'taken' ? error : undefined}
          nothingFoundMessage={t`No such field`}
        />
        <Below {...props} error={problem?.code === 'date_order' ? error : undefined} />
      </div>
    </li>
  );
}

function useProblem({ problem, columns }: ColumnRowProps): string | undefined {
  const { t } = useLingui();
  if (!problem) return undefined;
  if (problem.code === 'date_order') return t`Say which comes first`;
  const other = columns[problem.other ?? 0]?.header ?? '';
  return t`“${other}” becomes this already`;
}

/** What else there is to say or to ask about the column. */
function Below({ column, mapped, targets, onChange, error }: ColumnRowProps & { error?: string }) {
  const { t } = useLingui();
  const info = targets.find(({ target }) => target === fieldOf(mapped.target ?? ''));
  const asksDate =
    mapped.target !== null && column.date_is_ambiguous && isDate(mapped.target, info);
  const asksNumber =
    info?.type === 'number' && column.samples.some((sample) => /\d[.,]\d/.test(sample));
  const unsure = isUnsure(column, mapped);
  const [sample = ''] = column.samples;
  const { header } = column;
  return (
    <>
      {unsure && (
        <div className={classes.below}>
          <Badge color="yellow">
            <Trans>guessed: please check</Trans>
          </Badge>
        </div>
      )}
      {asksDate && (
        <div className={classes.below}>
          <span>
            <Trans>In “{sample}” the first number is the</Trans>
          </span>
          <SegmentedControl
            size="xs"
            aria-label={t`What comes first in the dates of “${header}”`}
            value={mapped.date_order}
            onChange={(order) =>
              onChange({ ...mapped, date_order: order as MappedColumn['date_order'] })
            }
            data={[
              { value: 'day_first', label: t`day` },
              { value: 'month_first', label: t`month` },
            ]}
          />
          {error && <Badge color="red">{error}</Badge>}
        </div>
      )}
      {asksNumber && (
        <div className={classes.below}>
          <span>
            <Trans>The decimals stand behind the</Trans>
          </span>
          <SegmentedControl
            size="xs"
            aria-label={t`Where the decimals of “${header}” begin`}
            value={mapped.decimal_sign}
            onChange={(sign) =>
              onChange({ ...mapped, decimal_sign: sign as MappedColumn['decimal_sign'] })
            }
            data={[
              { value: 'comma', label: t`comma` },
              { value: 'point', label: t`point` },
            ]}
          />
        </div>
      )}
      {mapped.target === null && <NewField column={column} mapped={mapped} onChange={onChange} />}
    </>
  );
}

type NewFieldProps = Pick<ColumnRowProps, 'column' | 'mapped' | 'onChange'>;

/** Makes a custom field for the column, and takes it. */
function NewField({ column, mapped, onChange }: NewFieldProps) {
  const { t } = useLingui();
  const [opened, dialog] = useDisclosure();
  const { header } = column;
  return (
    <div className={classes.below}>
      <Button
        variant="subtle"
        size="compact-sm"
        leftSection={<IconPlus size={14} aria-hidden />}
        aria-label={t`Create a field for it: ${header}`}
        onClick={dialog.open}
      >
        <Trans>Create a field for it</Trans>
      </Button>
      {opened && (
        <FieldDialog
          field={null}
          label={header}
          onClose={dialog.close}
          onCreated={(key) => onChange({ ...mapped, target: `custom:${key}` })}
        />
      )}
    </div>
  );
}
