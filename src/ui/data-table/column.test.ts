import { describe, expect, it } from 'vitest';
import { filterRows, nextSort, sortOf, sortRows, sortText, type Column } from './column';
import { arrange } from './layout';
import { rowAfterKey } from './use-table-keys';

interface Row {
  readonly name: string;
  readonly size: number;
}
const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: '1fr',
    cell: (row) => row.name,
    compare: (a, b) => a.name.localeCompare(b.name),
  },
  {
    id: 'size',
    header: 'Size',
    width: '6rem',
    priority: 2,
    first: 'descending',
    cell: (row) => row.size,
    compare: (a, b) => a.size - b.size,
  },
  { id: 'note', header: 'Note', width: '6rem', priority: 3, cell: () => '' },
];
const rows: readonly Row[] = [
  { name: 'b', size: 1 },
  { name: 'a', size: 2 },
  { name: 'c', size: 1 },
];
const names = (list: readonly Row[]) => list.map((row) => row.name).join('');

describe('sorting', () => {
  it('keeps the order of rows that compare equal, in both directions', () => {
    expect(names(sortRows(rows, columns, { column: 'size', direction: 'ascending' }))).toBe('bca');
    expect(names(sortRows(rows, columns, { column: 'size', direction: 'descending' }))).toBe('abc');
  });

  it('leaves the rows alone for a column that is not known or cannot be sorted', () => {
    expect(sortRows(rows, columns, { column: 'gone', direction: 'ascending' })).toBe(rows);
    expect(sortRows(rows, columns, { column: 'note', direction: 'ascending' })).toBe(rows);
  });

  it('starts in the direction a column wants and turns on the next click', () => {
    const first = nextSort(columns[1]!, { column: 'name', direction: 'ascending' });
    expect(first).toEqual({ column: 'size', direction: 'descending' });
    expect(nextSort(columns[1]!, first)).toEqual({ column: 'size', direction: 'ascending' });
  });

  it('is written into an address and read back', () => {
    for (const direction of ['ascending', 'descending'] as const) {
      expect(sortOf(sortText({ column: 'size', direction }))).toEqual({ column: 'size', direction });
    }
    expect(sortOf('')).toBeNull();
  });
});

describe('filtering', () => {
  const text = (row: Row) => `${row.name} size${String(row.size)}`;
  it('wants every word, in any order and case', () => {
    expect(names(filterRows(rows, text, ' SIZE1  c '))).toBe('c');
  });
  it('keeps the very list while nothing is asked for', () => {
    expect(filterRows(rows, text, '  ')).toBe(rows);
  });
});

describe('layout', () => {
  const ids = (list: readonly Column<Row>[]) => list.map((column) => column.id);
  it('shows every column where there is room, and before the first measurement', () => {
    expect(ids(arrange(columns, 1200).line1)).toEqual(['name', 'size', 'note']);
    expect(ids(arrange(columns, 0).line1)).toEqual(['name', 'size', 'note']);
  });
  it('leaves out the third rank on a narrow window', () => {
    expect(ids(arrange(columns, 700).line1)).toEqual(['name', 'size']);
  });
  it('takes two lines on a phone', () => {
    const phone = arrange(columns, 390);
    expect([ids(phone.line1), ids(phone.line2), phone.rowHeight]).toEqual([['name'], ['size'], 56]);
  });
});

describe('keys', () => {
  it('move within the table and stop at its ends', () => {
    expect(rowAfterKey('j', 0, 3)).toBe(1);
    expect(rowAfterKey('ArrowDown', 2, 3)).toBe(2);
    expect(rowAfterKey('k', 0, 3)).toBe(0);
    expect(rowAfterKey('Home', 2, 3)).toBe(0);
    expect(rowAfterKey('End', 0, 3)).toBe(2);
    expect(rowAfterKey('x', 0, 3)).toBeNull();
  });
});
