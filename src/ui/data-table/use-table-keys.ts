import type { KeyboardEvent, RefObject } from 'react';

interface Scrolling {
  readonly scrollToIndex: (index: number) => void;
}

/** Row that a key leads to; `null`: not a key of tables. */
export function rowAfterKey(key: string, at: number, rows: number): number | null {
  const last = rows - 1;
  switch (key) {
    case 'j':
    case 'ArrowDown':
      return Math.min(at + 1, last);
    case 'k':
    case 'ArrowUp':
      return Math.max(at - 1, 0);
    case 'PageDown':
      return Math.min(at + 20, last);
    case 'PageUp':
      return Math.max(at - 20, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return null;
  }
}

/** Moves the focus from row to row, also to rows that are not drawn yet; Enter opens. */
export function useTableKeys<Row>(
  grid: RefObject<HTMLElement | null>,
  virtual: Scrolling,
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  active: number,
  onActive: (key: string) => void,
): (event: KeyboardEvent) => void {
  return (event) => {
    const target = event.target;
    if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'row') return;
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter') {
      target.querySelector('a')?.click();
      return;
    }
    const to = rowAfterKey(event.key, active, rows.length);
    const row = to === null ? undefined : rows[to];
    if (to === null || row === undefined) return;
    event.preventDefault();
    onActive(rowKey(row));
    virtual.scrollToIndex(to);
    focusWhenDrawn(grid, to, 5);
  };
}

/** A far row is drawn only after the list has scrolled: a frame or two later. */
function focusWhenDrawn(grid: RefObject<HTMLElement | null>, index: number, frames: number) {
  const row = grid.current?.querySelector<HTMLElement>(`[data-index="${String(index)}"]`);
  if (row) row.focus({ preventScroll: true });
  else if (frames > 0) {
    requestAnimationFrame(() => {
      focusWhenDrawn(grid, index, frames - 1);
    });
  }
}
