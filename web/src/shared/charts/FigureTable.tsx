import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './charts.module.css';

export interface FigureRow {
  key: string;
  /** One for each column; the first names the row. */
  cells: ReactNode[];
}

interface FigureTableProps {
  /** Names the table for screen readers. */
  label: string;
  head: string[];
  rows: FigureRow[];
}

/** The numbers of a chart: names at the left, figures under each other. */
export function FigureTable({ label, head, rows }: FigureTableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: who has no mouse scrolls it with the arrow keys
    <div className={classes.scroll} role="group" tabIndex={0} aria-label={label}>
      <Table className={classes.table} verticalSpacing={7} horizontalSpacing={10}>
        <caption className={classes.caption}>{label}</caption>
        <Table.Thead>
          <Table.Tr>
            {head.map((name) => (
              <Table.Th key={name} scope="col">
                {name}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map(({ key, cells: [name, ...figures] }) => (
            <Table.Tr key={key}>
              <Table.Th scope="row">{name}</Table.Th>
              {figures.map((figure, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the columns stay in their places
                <Table.Td key={index}>{figure}</Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
