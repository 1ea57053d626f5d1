import { useSignal } from '@preact/signals';
import type { ComponentChildren } from 'preact';
import { dictionary, locale } from '@comanda/web';
import { sorted, type Sorting } from './sales';

const t = dictionary({
  en: { empty: 'Nothing in these days.' },
  zh: { empty: '这些天没有记录。' },
});

/** A column: what it is called, what stands in it, and what it sorts by. */
export type Column<Row> = {
  name: string;
  title: string;
  sort: (row: Row) => number | string;
  show: (row: Row) => ComponentChildren;
  /** Words that may wrap, a word that may not, or (otherwise) a figure. */
  kind?: 'text' | 'word';
};

type Props<Row> = {
  caption: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  /** The row at the foot. */
  total?: Row | undefined;
  empty?: string;
  testId: string;
};

/** A table that sorts by any column. As given until somebody asks for an order. */
export function DataTable<Row>({ caption, columns, rows, keyOf, total, empty, testId }: Props<Row>) {
  const sorting = useSignal<Sorting | null>(null);
  const by = columns.find((column) => column.name === sorting.value?.column);
  const down = sorting.value?.down === true;
  const shown = by === undefined ? rows : sorted(rows, by.sort, down);
  const sortBy = (column: Column<Row>) => {
    const again = sorting.value?.column === column.name;
    sorting.value = { column: column.name, down: again ? !down : column.kind === undefined };
  };
  if (rows.length === 0) return <p class="panel empty">{empty ?? t().empty}</p>;
  return (
    <div class="table-box" tabIndex={0} role="region" aria-label={caption}>
      <table data-testid={testId}>
        <caption class="unseen">{caption}</caption>
        <thead>
          <tr>
            {columns.map((column) => {
              const on = sorting.value?.column === column.name;
              return (
                <th
                  key={column.name}
                  scope="col"
                  class={column.kind}
                  aria-sort={on ? (down ? 'descending' : 'ascending') : undefined}
                >
                  <button type="button" onClick={() => sortBy(column)}>
                    {column.title}
                    <span aria-hidden="true">{on ? (down ? ' ↓' : ' ↑') : ''}</span>
                  </button>
                </th>
              );
            })}
          </tr>
        </thead>
        <tbody>
          {shown.map((row) => (
            <Cells key={keyOf(row)} row={row} columns={columns} />
          ))}
        </tbody>
        {total !== undefined && (
          <tfoot>
            <Cells row={total} columns={columns} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

function Cells<Row>({ row, columns }: { row: Row; columns: readonly Column<Row>[] }) {
  return (
    <tr>
      {columns.map(({ name, kind, show }, index) =>
        index === 0 ? (
          <th key={name} scope="row" class={kind}>
            {show(row)}
          </th>
        ) : (
          <td key={name} class={kind}>
            {show(row)}
          </td>
        ),
      )}
    </tr>
  );
}

/** A column of whole numbers. */
export function figure<Row>(name: string, title: string, of: (row: Row) => number): Column<Row> {
  return { name, title, sort: of, show: (row) => of(row).toLocaleString(locale()) };
}

/** A column of words that do not wrap. */
export function word<Row>(name: string, title: string, of: (row: Row) => string): Column<Row> {
  return { name, title, kind: 'word', sort: of, show: of };
}
