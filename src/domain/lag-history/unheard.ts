import type { LagBoard, LagRow } from './model';

/** What remains of the board when nobody keeps it up to date: which copies it was about, and what had been seen. */
export function unheardLagBoard(board: LagBoard): LagBoard {
  return { ...board, behind: 0, unknown: board.rows.length + board.more, rows: board.rows.map(unheardRow) };
}

function unheardRow(row: LagRow): LagRow {
  const { log } = row;
  const entries = log.kind === 'behind' ? log.entries : log.kind === 'unknown' ? log.lastEntries : null;
  return {
    ...row,
    presence: { kind: 'unknown' },
    mark: 'unknown',
    store: { kind: 'unknown' },
    log: { kind: 'unknown', lastEntries: entries },
  };
}
