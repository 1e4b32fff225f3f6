import { approximate } from '../count';
import type { StreamKey } from '../ids';
import type { Cell } from './cell';
import type { PlacementRow } from './row';

/** What colours the cells: how copies stand, or a number of theirs. */
export const heats = ['role', 'messages', 'entries', 'bytes', 'rate'] as const;
export type Heat = (typeof heats)[number];

/** Messages written a second by stream; `null`: not known yet. */
export type RateOf = (stream: StreamKey) => number | null;

/**
 * The number of a cell: messages behind (by its own store), entries behind (by the leader's row), bytes held, or messages
 * written a second. `null`: not known, which is never 0; always so for a copy that does not answer.
 */
export function heatOf(row: PlacementRow, { state, copy }: Cell, heat: Heat, rateOf: RateOf): number | null {
  if (copy === null || state === 'silent' || state === 'unknown' || state === 'missing') return null;
  switch (heat) {
    case 'role':
      return null;
    case 'messages':
      if (copy.store.kind === 'behind') return approximate(copy.store.messages);
      return copy.store.kind === 'leader' || copy.store.kind === 'complete' ? 0 : null;
    case 'entries':
      if (copy.log.kind === 'behind') return approximate(copy.log.entries);
      return copy.log.kind === 'leader' || copy.log.kind === 'even' ? 0 : null;
    case 'bytes':
      return copy.state === null ? null : approximate(copy.state.bytes);
    case 'rate':
      return rateOf(row.stream.key);
  }
}

/** Steps of the ramp above nothing at all. */
export const heatLevels = 5;

/** Step of a value on a scale that grows by factors: 0 for 0, else 1 to 5, which the largest reaches. */
export function heatLevel(value: number, most: number): number {
  if (value <= 0) return 0;
  if (value >= most) return heatLevels;
  const share = Math.log1p(value) / Math.log1p(most);
  return Math.min(heatLevels, 1 + Math.floor(share * (heatLevels - 1)));
}

/** The largest value among the cells; 0 where nothing is known. */
export function hottest(rows: readonly PlacementRow[], heat: Heat, rateOf: RateOf): number {
  let most = 0;
  if (heat === 'role') return most;
  for (const row of rows) for (const cell of row.cells) most = Math.max(most, heatOf(row, cell, heat, rateOf) ?? 0);
  return most;
}
