// What is to become of the columns of a file: the rules of the wizard, without a screen.
import type { FileColumn, Import, ImportTarget, MappedColumn, SavedMapping } from './api';

/** Below this the guess is worth a look: it comes from the cells, or the cells deny the header. */
const sureFrom = 0.7;

/** What fills more than one field of its kind is told apart behind the colon: "email:work". */
export function fieldOf(target: string): string {
  return target.startsWith('custom:') ? target : (target.split(':')[0] ?? target);
}

export interface ColumnProblem {
  column: number;
  code: 'taken' | 'date_order';
  /** Of `taken`: the other column. */
  other?: number;
}

/** What keeps the columns from being imported so; the server checks the same. */
export function problemsOf(
  mapping: MappedColumn[],
  columns: FileColumn[],
  targets: ImportTarget[],
): ColumnProblem[] {
  const problems: ColumnProblem[] = [];
  const first = new Map<string, number>();
  mapping.forEach(({ target, date_order }, column) => {
    if (!target) return;
    const info = targets.find((one) => one.target === fieldOf(target));
    const other = first.get(target);
    if (!info?.many_columns && other !== undefined) problems.push({ column, code: 'taken', other });
    else first.set(target, column);
    if (columns[column]?.date_is_ambiguous && isDate(target, info) && date_order === 'unknown')
      problems.push({ column, code: 'date_order' });
  });
  return problems;
}

export function isDate(target: string, info: ImportTarget | undefined): boolean {
  return target === 'first_contact_date' || info?.type === 'date';
}

const identities = ['first_name', 'last_name', 'full_name', 'email', 'phone', 'company'];

/** Whether a row can be told to be somebody. */
export function tellsWho(mapping: MappedColumn[]): boolean {
  return mapping.some(({ target }) => target !== null && identities.includes(fieldOf(target)));
}

export function takesConsent(mapping: MappedColumn[]): boolean {
  return mapping.some(({ target }) => target === 'marketing_consent');
}

/** A column of which a person should look at the guess, or say what it is. */
export function needsLook(column: FileColumn, mapped: MappedColumn): boolean {
  if (mapped.target === null) return column.needs_new_field;
  const openDate = column.date_is_ambiguous && mapped.date_order === 'unknown';
  return openDate || isUnsure(column, mapped);
}

/** Still as it was guessed, and the guess may be wrong. */
export function isUnsure(column: FileColumn, mapped: MappedColumn): boolean {
  const guessed = mapped.target !== null && mapped.target === column.proposal.target;
  return guessed && column.confidence < sureFrom;
}

/** The columns as the saved mapping has them; those it does not know are left out. */
export function withSaved(saved: SavedMapping, columns: FileColumn[]): MappedColumn[] {
  return columns.map(({ header }) => {
    const known = saved.columns.find((column) => column.header === header);
    return known
      ? { target: known.target, date_order: known.date_order, decimal_sign: known.decimal_sign }
      : { target: null, date_order: 'unknown', decimal_sign: 'unknown' };
  });
}

/** How many of the file's columns a saved mapping knows. */
export function knownColumns(saved: SavedMapping, columns: FileColumn[]): number {
  return columns.filter(({ header }) => saved.columns.some((one) => one.header === header)).length;
}

export type Step = 'columns' | 'choices' | 'check';

/** The step of an import that did not run yet: the wanted one as far as it can be shown. */
export function stepOf(
  { dry_run_finished }: Pick<Import, 'dry_run_finished'>,
  wanted: Step | undefined,
): Step {
  if (wanted === 'check' && !dry_run_finished) return 'choices';
  return wanted ?? (dry_run_finished ? 'check' : 'columns');
}

/** Contacts that are there afterwards thanks to the file. */
export function importedRows({ rows_created, rows_updated }: Import): number {
  return rows_created + rows_updated;
}
