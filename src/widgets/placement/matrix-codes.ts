import type { ServerName } from '../../domain/ids';
import { cellStates, type Cell, type CellState } from '../../domain/placement/cell';
import { heatLevel, heatOf, type Heat, type RateOf } from '../../domain/placement/heat';
import type { PlacementRow } from '../../domain/placement/row';
import type { Line } from './matrix-lines';

const stateCode: ReadonlyMap<CellState, number> = new Map(cellStates.map((state, index) => [state, index]));
/** Of a server that is no column: beyond every edge. */
const nowhere = 0xffff;

/**
 * All cells of all lines in a form that thousands of them can be drawn from in a frame: cells of line `n` are those from
 * `starts[n]` to `starts[n + 1]`. They are filled in when they are first drawn, since most are never looked at.
 */
export class Codes {
  readonly starts: Uint32Array;
  readonly columns: Uint16Array;
  /** State in the lower four bits, heat (0: none asked or not known, else level + 1) in the next three. */
  readonly codes: Uint8Array;
  /** Caught up so far, of 255; 0 where that is not known. */
  readonly shares: Uint8Array;
  readonly #lines: readonly Line[];
  readonly #index: ReadonlyMap<ServerName, number>;
  /** `null`: no heat is asked for. */
  readonly #levelOf: ((row: PlacementRow, cell: Cell) => number) | null;
  readonly #filled: Uint8Array;

  constructor(lines: readonly Line[], servers: readonly ServerName[], heat: Heat, most: number, rateOf: RateOf) {
    this.#lines = lines;
    this.#index = new Map(servers.map((name, at) => [name, at]));
    const levelOf = (row: PlacementRow, cell: Cell) => {
      const value = heatOf(row, cell, heat, rateOf);
      return value === null ? 0 : heatLevel(value, most) + 1;
    };
    this.#levelOf = heat === 'role' ? null : levelOf;
    this.#filled = new Uint8Array(lines.length);
    this.starts = new Uint32Array(lines.length + 1);
    let size = 0;
    lines.forEach((line, number) => {
      if (line.kind !== 'group') size += line.cells.length;
      this.starts[number + 1] = size;
    });
    this.columns = new Uint16Array(size);
    this.codes = new Uint8Array(size);
    this.shares = new Uint8Array(size);
  }

  /** Lines from the first to the last can be drawn after this. */
  fill(first: number, last: number): void {
    for (let number = first; number <= last; number += 1) {
      const line = this.#lines[number];
      if (line === undefined || line.kind === 'group' || this.#filled[number] === 1) continue;
      this.#filled[number] = 1;
      let at = this.starts[number] ?? 0;
      for (const cell of line.cells) {
        const level = this.#levelOf === null || line.kind === 'consumer' ? 0 : this.#levelOf(line.row, cell);
        this.columns[at] = this.#index.get(cell.server) ?? nowhere;
        this.codes[at] = (stateCode.get(cell.state) ?? 0) | (level << 4);
        this.shares[at] = cell.state === 'catchingUp' ? shareOf(cell) : 0;
        at += 1;
      }
    }
  }
}

function shareOf({ copy }: Cell): number {
  return copy?.store.kind === 'behind' ? Math.round((copy.store.catchUp?.share ?? 0) * 255) : 0;
}

export function stateOf(code: number): CellState {
  return cellStates[code & 15] ?? 'unknown';
}

/** Level of heat, 0 to 5; `null`: none asked for, or not known. */
export function levelOf(code: number): number | null {
  return code >> 4 === 0 ? null : (code >> 4) - 1;
}
