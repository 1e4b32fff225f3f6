import { clsx } from 'clsx';
import { memo, type MouseEvent, type ReactNode } from 'react';
import type { Column, RowData, RowTone } from './column';
import type { Layout } from './layout';

interface BodyRowProps<Row> {
  readonly row: Row;
  readonly rowId: string;
  readonly index: number;
  /** px */
  readonly top: number;
  readonly layout: Layout<Row>;
  readonly href: string | undefined;
  readonly tone: RowTone;
  readonly data: ((row: Row) => RowData) | undefined;
  readonly tabbable: boolean;
  readonly onActive: (key: string) => void;
}

const tones: Readonly<Record<RowTone, string>> = {
  normal: '',
  silent: 'hatched text-text-2',
  crit: 'shadow-[inset_2px_0_var(--crit)]',
  selected: 'bg-accent-tint',
};

function BodyRowInner<Row>({
  row,
  rowId,
  index,
  top,
  layout,
  href,
  tone,
  data,
  tabbable,
  onActive,
}: BodyRowProps<Row>) {
  return (
    <div
      {...data?.(row)}
      role="row"
      aria-rowindex={index + 2}
      aria-selected={tone === 'selected' ? true : undefined}
      data-row={rowId}
      data-index={index}
      tabIndex={tabbable ? 0 : -1}
      onFocus={() => {
        onActive(rowId);
      }}
      onClick={href === undefined ? undefined : follow}
      className={clsx(
        'absolute inset-x-0 top-0 flex flex-col justify-center border-b border-line focus-visible:focus-ring-inset',
        href !== undefined && 'cursor-pointer hover:bg-raised',
        tones[tone],
      )}
      style={{ transform: `translateY(${String(top)}px)`, height: layout.rowHeight }}
    >
      <div role="presentation" className="grid items-center" style={{ gridTemplateColumns: layout.template }}>
        {layout.line1.map((column, at) => (
          <Cell key={column.id} column={column}>
            {at === 0 && href !== undefined ? (
              <a href={href} tabIndex={-1} className="block truncate text-inherit no-underline hover:underline">
                {column.cell(row)}
              </a>
            ) : (
              column.cell(row)
            )}
          </Cell>
        ))}
      </div>
      {layout.line2.length > 0 && (
        <div role="presentation" className="type-small flex gap-3 overflow-hidden px-3 whitespace-nowrap text-text-2">
          {layout.line2.map((column) => (
            <div
              role="gridcell"
              key={column.id}
              // Half a name is read as such; half a number is another number.
              className={clsx('flex min-w-0 items-center gap-1', column.align === 'end' ? 'shrink-0' : 'shrink')}
            >
              <span className="text-text-3">{column.header}</span>
              <span className="min-w-0 truncate">{column.cell(row)}</span>
            </div>
          ))}
        </div>
      )}
    </div>
  );
}

/** Renders again only when its row object, place or layout changed. */
// `memo` forgets the type parameter of a component; the cast gives it back.
// eslint-disable-next-line no-restricted-syntax
export const BodyRow = memo(BodyRowInner) as typeof BodyRowInner;

function Cell<Row>({ column, children }: { readonly column: Column<Row>; readonly children: ReactNode }) {
  return (
    <div
      role="gridcell"
      className={clsx('min-w-0 truncate px-3', column.align === 'end' && 'text-right')}
      data-column={column.id}
    >
      {children}
    </div>
  );
}

/** The whole row is the link, but text may be selected, and controls and dialogs inside keep their own clicks. */
function follow(event: MouseEvent<HTMLElement>) {
  if (event.target instanceof Element && event.target.closest('a, button, input, select, label, dialog') !== null)
    return;
  if (getSelection()?.isCollapsed === false) return;
  const link = event.currentTarget.querySelector('a');
  if (link === null) return;
  if (event.ctrlKey || event.metaKey) window.open(link.href, '_blank', 'noopener');
  else link.click();
}
