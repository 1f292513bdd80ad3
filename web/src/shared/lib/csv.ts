import { saveFile } from './saveFile';

/** One cell: quoted where it must be, and never a formula to a spreadsheet (OWASP, CSV injection). */
function cell(value: string | number): string {
  const text = typeof value === 'string' && /^[=+\-@\t\r]/.test(value) ? `'${value}` : `${value}`;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** RFC 4180, with a byte order mark, without which Excel takes it for another encoding. */
export function csvOf(rows: (string | number)[][]): string {
  return `\uFEFF${rows.map((row) => `${row.map(cell).join(',')}\r\n`).join('')}`;
}

/** Lets the browser keep numbers that are on the screen. `name` without its ending. */
export function saveCsv(name: string, head: string[], rows: (string | number)[][]) {
  saveFile(new Blob([csvOf([head, ...rows])], { type: 'text/csv;charset=utf-8' }), `${name}.csv`);
}
