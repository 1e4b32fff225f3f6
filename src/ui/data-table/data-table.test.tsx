// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Column, Sort } from './column';
import { DataTable } from './data-table';

interface Row {
  readonly name: string;
  readonly size: number;
}

beforeAll(() => {
  // jsdom lays nothing out: the table is told a window of 1200 x 800.
  vi.stubGlobal(
    'ResizeObserver',
    class {
      observe() {
        return undefined;
      }
      disconnect() {
        return undefined;
      }
      unobserve() {
        return undefined;
      }
    },
  );
  vi.spyOn(Element.prototype, 'clientWidth', 'get').mockReturnValue(1200);
  vi.spyOn(Element.prototype, 'clientHeight', 'get').mockReturnValue(800);
});
afterEach(cleanup);

const drawn = vi.fn<(name: string) => void>();
const columns: readonly Column<Row>[] = [
  {
    id: 'name',
    header: 'Name',
    width: '1fr',
    compare: (a, b) => a.name.localeCompare(b.name),
    cell: (row) => {
      drawn(row.name);
      return row.name;
    },
  },
  { id: 'size', header: 'Size', width: '6rem', align: 'end', cell: (row) => String(row.size) },
];
const many: readonly Row[] = Array.from({ length: 10_000 }, (_, i) => ({
  name: `s${String(i).padStart(5, '0')}`,
  size: i,
}));

function table(rows: readonly Row[], sort: Sort | null = null, onSort: (sort: Sort) => void = () => undefined) {
  return (
    <DataTable
      label="Streams"
      rows={rows}
      columns={columns}
      rowKey={(row) => row.name}
      rowHref={(row) => `#/streams/${row.name}`}
      sort={sort}
      onSort={onSort}
      empty={<p>none</p>}
    />
  );
}

describe('the table', () => {
  it('draws only what fits of 10,000 rows, and tells how many there are', () => {
    render(table(many));
    const rows = screen.getAllByRole('row').length;
    expect(rows).toBeGreaterThan(20);
    expect(rows).toBeLessThan(60);
    expect(screen.getByRole('grid', { name: 'Streams' }).getAttribute('aria-rowcount')).toBe('10001');
  });

  it('draws again only the row that changed', () => {
    const { rerender } = render(table(many));
    drawn.mockClear();
    rerender(table(many.map((row) => (row.name === 's00003' ? { ...row, size: -1 } : row))));
    expect(drawn.mock.calls).toEqual([['s00003']]);
  });

  it('says how it is sorted and asks for the other direction', async () => {
    const onSort = vi.fn();
    render(table(many, { column: 'name', direction: 'ascending' }, onSort));
    const header = screen.getByRole('columnheader', { name: 'Name' });
    expect(header.getAttribute('aria-sort')).toBe('ascending');
    await userEvent.click(screen.getByRole('button', { name: 'Name' }));
    expect(onSort).toHaveBeenCalledWith({ column: 'name', direction: 'descending' });
  });

  it('begins at the top again when it is sorted in another way, and stays where it is when rows come', () => {
    const { rerender } = render(table(many));
    const grid = screen.getByRole('grid');
    grid.scrollTop = 4_000;
    rerender(table([...many, { name: 's10000', size: 0 }]));
    expect(grid.scrollTop).toBe(4_000);
    rerender(table(many, { column: 'name', direction: 'descending' }));
    expect(grid.scrollTop).toBe(0);
  });

  it('has one tab stop for all rows, moves with j and k and opens with Enter', async () => {
    render(table(many));
    const opened = vi.fn((event: Event) => {
      event.preventDefault();
    });
    document.addEventListener('click', opened);
    const rows = () => screen.getAllByRole('row').filter((row) => row.hasAttribute('data-row'));
    expect(rows().filter((row) => row.tabIndex === 0)).toHaveLength(1);
    rows()[0]!.focus();
    await userEvent.keyboard('jjk');
    expect(document.activeElement?.getAttribute('data-row')).toBe('s00001');
    await userEvent.keyboard('{Enter}');
    expect(opened.mock.calls[0]![0].target).toMatchObject({ hash: '#/streams/s00001' });
    document.removeEventListener('click', opened);
  });

  it('follows the link of a row that is clicked anywhere', () => {
    render(table(many.slice(0, 2)));
    const opened = vi.fn((event: Event) => {
      event.preventDefault();
    });
    const link = screen.getByRole('link', { name: 's00001' });
    link.addEventListener('click', opened);
    fireEvent.click(screen.getByText('1'));
    expect(opened).toHaveBeenCalledTimes(1);
  });

  it('says why it is empty', () => {
    render(table([]));
    expect(screen.getByText('none')).toBeDefined();
  });
});
