import type { ConsumerModel } from '../../domain/cluster/model';
import type { StreamKey } from '../../domain/ids';
import type { RowGroup } from '../../domain/placement/arrange';
import { consumerCells, type Cell } from '../../domain/placement/cell';
import type { PlacementRow } from '../../domain/placement/row';

/** One line of the matrix, from top to bottom. */
export type Line =
  | { readonly kind: 'group'; readonly group: RowGroup }
  | { readonly kind: 'stream'; readonly row: PlacementRow; readonly cells: readonly Cell[] }
  /** A consumer of the stream above. */
  | {
      readonly kind: 'consumer';
      readonly row: PlacementRow;
      readonly consumer: ConsumerModel;
      readonly cells: readonly Cell[];
    };

/** Lines and where each begins (px from the first); `tops` has one more, the end of the last. */
export interface LineLayout {
  readonly lines: readonly Line[];
  /** Which of them are heads of groups, in order. */
  readonly heads: readonly number[];
  readonly tops: Float64Array;
  /** px; below 1 several streams share a pixel. */
  readonly rowHeight: number;
}

export interface Expanded {
  readonly stream: StreamKey;
  readonly consumers: readonly ConsumerModel[];
}

/** Groups without a value have no head: there is but one. */
export function linesOf(groups: readonly RowGroup[], headed: boolean, expanded: Expanded | null): readonly Line[] {
  const lines: Line[] = [];
  for (const group of groups) {
    if (headed) lines.push({ kind: 'group', group });
    for (const row of group.rows) {
      lines.push({ kind: 'stream', row, cells: row.cells });
      if (row.stream.key !== expanded?.stream) continue;
      for (const consumer of expanded.consumers)
        lines.push({ kind: 'consumer', row, consumer, cells: consumerCells(consumer) });
    }
  }
  return lines;
}

/** px of a row at each step; `fit` shows every stream at once. */
export const zooms = ['24', '16', '8', '4', '2', '1', 'fit'] as const;
export type Zoom = (typeof zooms)[number];

/** Rows as high as this carry text. */
export const textRow = 14;
const groupHeight = 28;
const smallGroup = 18;

export function headsOf(lines: readonly Line[]): readonly number[] {
  return lines.flatMap(({ kind }, index) => (kind === 'group' ? index : []));
}

/** `heads` are those of {@link headsOf}. Called at each step of the zoom, so that it does not look at the lines. */
export function layOutLines(
  lines: readonly Line[],
  heads: readonly number[],
  zoom: Zoom,
  viewHeight: number,
): LineLayout {
  const rowHeight = zoom === 'fit' ? fitting(lines.length - heads.length, heads.length, viewHeight) : Number(zoom);
  // So many groups that their heads would leave no room for the rows have none.
  const small = zoom === 'fit' && heads.length * smallGroup > viewHeight / 2 ? 0 : smallGroup;
  const head = rowHeight >= textRow ? groupHeight : small;
  const tops = new Float64Array(lines.length + 1);
  let above = 0;
  for (let index = 0; index < lines.length; index += 1) {
    const isHead = heads[above] === index;
    if (isHead) above += 1;
    tops[index + 1] = (tops[index] ?? 0) + (isHead ? head : rowHeight);
  }
  return { lines, heads, tops, rowHeight };
}

/** Heads among the lines from the first to the last. */
export function headsWithin({ heads }: LineLayout, first: number, last: number): readonly number[] {
  return heads.filter((index) => index >= first && index <= last);
}

function fitting(rows: number, heads: number, viewHeight: number): number {
  const taken = heads * smallGroup > viewHeight / 2 ? 0 : heads * smallGroup;
  return rows === 0 ? 24 : Math.min(24, Math.max(0.01, (viewHeight - taken) / rows));
}

/** The line at a height (px from the first), the first or last beyond them; -1 where there is none. */
export function lineAt(tops: Float64Array, y: number): number {
  let low = 0;
  let high = tops.length - 2;
  if (high < 0) return -1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}
