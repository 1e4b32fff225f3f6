import { cellStates, type CellState } from '../../domain/placement/cell';
import type { PlacementColumn } from '../../domain/placement/columns';
import { heatLevel, heatOf, type Heat, type RateOf } from '../../domain/placement/heat';
import type { Line } from './matrix-lines';

/**
 * All cells of all lines in a form that thousands of them can be drawn from in a frame: cells of line `n` are those from
 * `starts[n]` to `starts[n + 1]`.
 */
export interface Codes {
  readonly starts: Uint32Array;
  readonly columns: Uint16Array;
  /** State in the lower four bits, heat (0: none asked or not known, else level + 1) in the next three. */
  readonly codes: Uint8Array;
  /** Caught up so far, of 255; 0 where that is not known. */
  readonly shares: Uint8Array;
}

const stateCode: ReadonlyMap<CellState, number> = new Map(cellStates.map((state, index) => [state, index]));

export function encode(
  lines: readonly Line[],
  columns: readonly PlacementColumn[],
  heat: Heat,
  most: number,
  rateOf: RateOf,
): Codes {
  const index = new Map(columns.map(({ name }, at) => [name, at]));
  const size = lines.reduce((sum, line) => sum + (line.kind === 'group' ? 0 : line.cells.length), 0);
  const starts = new Uint32Array(lines.length + 1);
  const found = { columns: new Uint16Array(size), codes: new Uint8Array(size), shares: new Uint8Array(size) };
  let at = 0;
  lines.forEach((line, number) => {
    if (line.kind !== 'group')
      for (const cell of line.cells) {
        const column = index.get(cell.server);
        if (column === undefined) continue;
        const value = heat === 'role' || line.kind === 'consumer' ? null : heatOf(line.row, cell, heat, rateOf);
        const level = value === null ? 0 : heatLevel(value, most) + 1;
        found.columns[at] = column;
        found.codes[at] = (stateCode.get(cell.state) ?? 0) | (level << 4);
        const store = cell.copy?.store;
        found.shares[at] = store?.kind === 'behind' ? Math.round((store.catchUp?.share ?? 0) * 255) : 0;
        at += 1;
      }
    starts[number + 1] = at;
  });
  return { starts, ...found };
}

export function stateOf(code: number): CellState {
  return cellStates[code & 15] ?? 'unknown';
}

/** Level of heat, 0 to 5; `null`: none asked for, or not known. */
export function levelOf(code: number): number | null {
  return code >> 4 === 0 ? null : (code >> 4) - 1;
}
