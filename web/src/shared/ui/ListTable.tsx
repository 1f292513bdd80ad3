import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './ListTable.module.css';

export interface ListColumn<Row> {
  title: string;
  /** Numbers stand at the right, below each other. */
  figure?: boolean;
  /** Left out on phones, which have no room for it. */
  wide?: boolean;
  cell: (row: Row) => ReactNode;
}

interface ListTableProps<Row extends { id: string }> {
  label: string;
  /** The first one names the row. */
  columns: ListColumn<Row>[];
  rows: Row[];
}

/** A short list as a table in a card; lists of thousands are a DataTable. */
export function ListTable<Row extends { id: string }>(props: ListTableProps<Row>) {
  const { label, columns, rows } = props;
  const kind = ({ figure, wide }: ListColumn<Row>) => ({
    'data-figure': figure || undefined,
    'data-wide': wide || undefined,
  });
  return (
    <div className={classes.card}>
      <Table aria-label={label} verticalSpacing="sm" horizontalSpacing="md">
        <Table.Thead className={classes.head}>
          <Table.Tr>
            {columns.map((column) => (
              <Table.Th key={column.title} {...kind(column)}>
                {column.title}
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.id} className={classes.row}>
              {columns.map((column) => (
                <Table.Td key={column.title} className={classes.cell} {...kind(column)}>
                  {column.cell(row)}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
