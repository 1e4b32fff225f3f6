import type { PlacementColumn } from './columns';
import { furthestBehind } from './arrange';
import { freeOfFormulas } from './csv-field';
import type { PlacementRow } from './row';

/** The matrix as comma-separated values: one line a stream, one column a server with the state of its copy. */
export function placementCsv(rows: readonly PlacementRow[], columns: readonly PlacementColumn[]): string {
  const head = [
    'account',
    'stream',
    'replicas',
    'health',
    'leader',
    'survives',
    'messages',
    'bytes',
    'messages_behind',
  ];
  const lines = [[...head, ...columns.map(({ name }) => name)], ...rows.map((row) => [...fixed(row), ...cells(row)])];
  return lines.map((line) => `${line.map(freeOfFormulas).join(',')}\r\n`).join('');

  function cells(row: PlacementRow): readonly string[] {
    const states = new Map(row.cells.map(({ server, state }) => [server, state]));
    return columns.map(({ name }) => states.get(name) ?? '');
  }
}

/** What is not known is empty, never 0. */
function fixed(row: PlacementRow): readonly string[] {
  const { stream, survival, leader } = row;
  return [
    stream.accountName,
    stream.name,
    text(stream.replicas),
    stream.health,
    leader ?? '',
    survival.kind === 'losses' ? String(survival.more) : survival.kind === 'unknown' ? '' : survival.kind,
    text(stream.state?.messages),
    text(stream.state?.bytes),
    text(furthestBehind(row)),
  ];
}

const text = (value: number | bigint | null | undefined) =>
  value === null || value === undefined ? '' : String(value);
