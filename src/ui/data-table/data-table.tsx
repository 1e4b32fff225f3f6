import { useVirtualizer } from '@tanstack/react-virtual';
import { clsx } from 'clsx';
import { useEffect, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useWidth } from '../use-width';
import { filterRows, sortRows, type Column, type RowData, type RowTone, type Sort } from './column';
import { HeaderRow } from './header-row';
import { BodyRow } from './body-row';
import { arrange } from './layout';
import { useTableKeys } from './use-table-keys';

export interface DataTableProps<Row> {
  /** Name of the table for those who do not see it. */
  readonly label: string;
  /** Keep row objects identical while nothing in them changed: only changed rows render again. */
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** Place of a row, as `paths` builds it. Enter and a click anywhere on the row go there. */
  readonly rowHref?: (row: Row) => string | undefined;
  readonly rowTone?: (row: Row) => RowTone;
  /** `data-` attributes of a row: its marks in a form that a program can read. */
  readonly rowData?: (row: Row) => RowData;
  readonly sort?: Sort | null;
  readonly onSort?: (sort: Sort) => void;
  readonly filter?: string;
  readonly filterText?: (row: Row) => string;
  /** Takes the height of its parent and scrolls inside; else it is as high as its rows, up to 70 % of the window. */
  readonly fill?: boolean;
  /** Called when the last row comes into sight, also after more rows came: for a list that is read piece by piece. */
  readonly onEnd?: (() => void) | undefined;
  /** Shown in place of rows when there are none (after filtering). */
  readonly empty?: ReactNode;
  readonly className?: string;
}

/** A table of any length: virtual rows, sorting, keys (j, k, arrows, Home, End, Enter), two-line rows on a phone. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const {
    label,
    rows,
    columns,
    rowKey,
    rowHref,
    rowTone,
    rowData,
    filter = '',
    filterText,
    fill = false,
    className,
  } = props;
  const { sort = null, onSort } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const width = useWidth(scroller);
  const layout = useMemo(() => arrange(columns, width), [columns, width]);
  const shown = useMemo(
    () => sortRows(filterText === undefined ? rows : filterRows(rows, filterText, filter), columns, sort),
    [rows, columns, sort, filter, filterText],
  );
  const [activeKey, setActiveKey] = useState<string | null>(null);
  const found = activeKey === null ? -1 : shown.findIndex((row) => rowKey(row) === activeKey);
  const active = Math.max(found, 0);

  // The library mutates what it returns, so a compiler must leave this component alone; rows are memoised by hand.
  // eslint-disable-next-line react-hooks/incompatible-library
  const virtual = useVirtualizer({
    count: shown.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => layout.rowHeight,
    overscan: 8,
    scrollPaddingStart: layout.headHeight,
    initialRect: { width: 1200, height: 800 },
  });
  // Another width may mean rows of another height, which the library asks for once only.
  useLayoutEffect(() => {
    virtual.measure();
  }, [virtual, layout.rowHeight]);
  // What is looked for begins at the top.
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = 0;
  }, [filter, sort?.column, sort?.direction]);
  const items = virtual.getVirtualItems();
  const atEnd = shown.length > 0 && (items.at(-1)?.index ?? -1) >= shown.length - 1;
  const { onEnd } = props;
  useEffect(() => {
    if (atEnd) onEnd?.();
  }, [atEnd, shown.length, onEnd]);
  const onKeys = useTableKeys(scroller, virtual, shown, rowKey, active, setActiveKey);

  return (
    <div
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={shown.length + 1}
      aria-colcount={columns.length}
      onKeyDown={onKeys}
      className={clsx('relative min-w-0 overflow-auto', fill ? 'h-full min-h-0 flex-1' : 'max-h-[70vh]', className)}
    >
      <HeaderRow
        columns={layout.line1}
        template={layout.template}
        sort={sort}
        onSort={onSort}
        padded={layout.headHeight}
      />
      <div role="rowgroup" className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map((item) => {
          const row = shown[item.index];
          if (row === undefined) return null;
          const key = rowKey(row);
          return (
            <BodyRow
              key={key}
              row={row}
              rowId={key}
              index={item.index}
              top={item.start}
              layout={layout}
              href={rowHref?.(row)}
              tone={rowTone?.(row) ?? 'normal'}
              data={rowData}
              tabbable={item.index === active}
              onActive={setActiveKey}
            />
          );
        })}
      </div>
      {shown.length === 0 && props.empty}
    </div>
  );
}
