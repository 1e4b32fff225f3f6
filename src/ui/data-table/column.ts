import type { ReactNode } from 'react';

/** One column of a table. Keep the list of columns outside the component or memoised: rows re-render with it. */
export interface Column<Row> {
  readonly id: string;
  readonly header: string;
  /** Drawn from the row alone; anything that ticks (an age) is a component with its own clock. */
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'start' | 'end';
  /** Width as a grid track: `minmax(10rem, 2fr)`, `6rem`. */
  readonly width: string;
  /**
   * 1: always shown. 2: on a phone on the second line of the row, with its header before it. 3: only where the table
   * is at least 900 px wide. 4: 1340 px.
   */
  readonly priority?: 1 | 2 | 3 | 4;
  /** Ascending order; the column can be sorted by only if given. */
  readonly compare?: (a: Row, b: Row) => number;
  /** Direction of the first click; numbers usually want the largest first. */
  readonly first?: Direction;
}

export type Direction = 'ascending' | 'descending';

export interface Sort {
  readonly column: string;
  readonly direction: Direction;
}

/** Quiet or loud background of a row. `silent` is hatched: last known values. */
export type RowTone = 'normal' | 'silent' | 'crit' | 'selected';

/** Attributes by their whole names, for example `data-state`. */
export type RowData = Readonly<Record<`data-${string}`, string | number | null>>;

/** Sorted copy; rows that compare equal keep the order they came in. Unknown columns change nothing. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  sort: Sort | null,
): readonly Row[] {
  const compare = sort === null ? undefined : columns.find((column) => column.id === sort.column)?.compare;
  if (compare === undefined || sort === null) return rows;
  const sign = sort.direction === 'ascending' ? 1 : -1;
  return rows.toSorted((a, b) => sign * compare(a, b));
}

/** Rows whose text holds every word of the filter, in any order and case. */
export function filterRows<Row>(rows: readonly Row[], text: (row: Row) => string, filter: string): readonly Row[] {
  const words = filter.toLowerCase().split(/\s+/u).filter(Boolean);
  if (words.length === 0) return rows;
  return rows.filter((row) => {
    const hay = text(row).toLowerCase();
    return words.every((word) => hay.includes(word));
  });
}

/** What a click on a column's header asks for: its first direction, then the other. */
export function nextSort<Row>(column: Column<Row>, sort: Sort | null): Sort {
  const first = column.first ?? 'ascending';
  if (sort?.column !== column.id) return { column: column.id, direction: first };
  return { column: column.id, direction: sort.direction === 'ascending' ? 'descending' : 'ascending' };
}

/** For the address: `name` or `-messages`. */
export function sortText(sort: Sort): string {
  return sort.direction === 'ascending' ? sort.column : `-${sort.column}`;
}

export function sortOf(text: string): Sort | null {
  if (text === '') return null;
  return text.startsWith('-')
    ? { column: text.slice(1), direction: 'descending' }
    : { column: text, direction: 'ascending' };
}
