import { clsx } from 'clsx';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { nextSort, type Column, type Sort } from './column';

interface HeaderRowProps<Row> {
  readonly columns: readonly Column<Row>[];
  readonly template: string;
  readonly sort: Sort | null;
  readonly onSort: ((sort: Sort) => void) | undefined;
  readonly padded: number;
}

export function HeaderRow<Row>({ columns, template, sort, onSort, padded }: HeaderRowProps<Row>) {
  return (
    <div role="rowgroup" className="sticky top-0 z-10">
      <div
        role="row"
        aria-rowindex={1}
        className="grid items-stretch border-b border-line bg-panel"
        style={{ gridTemplateColumns: template, height: padded }}
      >
        {columns.map((column) => (
          <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
        ))}
      </div>
    </div>
  );
}

interface HeaderCellProps<Row> {
  readonly column: Column<Row>;
  readonly sort: Sort | null;
  readonly onSort: ((sort: Sort) => void) | undefined;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const sortable = column.compare !== undefined && onSort !== undefined;
  const direction = sort?.column === column.id ? sort.direction : undefined;
  const place = clsx(
    'type-label flex min-w-0 items-center gap-1 px-3 text-text-3',
    column.align === 'end' && 'justify-end',
  );
  return (
    <div role="columnheader" aria-sort={sortable ? (direction ?? 'none') : undefined} className="flex min-w-0">
      {sortable ? (
        <button
          type="button"
          className={clsx(place, 'w-full hover:text-text focus-visible:focus-ring-inset')}
          onClick={() => {
            onSort(nextSort(column, sort));
          }}
        >
          <span className="truncate uppercase">{column.header}</span>
          {direction === 'ascending' && <ArrowUp size={12} aria-hidden className="shrink-0" />}
          {direction === 'descending' && <ArrowDown size={12} aria-hidden className="shrink-0" />}
        </button>
      ) : (
        <span className={clsx(place, 'w-full')}>
          <span className="truncate">{column.header}</span>
        </span>
      )}
    </div>
  );
}
