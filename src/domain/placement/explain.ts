import type { ServerModel } from '../cluster/model';
import { compare, type Count } from '../count';
import type { ServerName } from '../ids';
import type { Cell } from './cell';
import { freeBytes, obstacles, wishesOf, type FitContext, type Obstacle, type Wishes } from './fit';
import type { PlacementRow } from './row';

/** Why a copy is where it is, or why a server holds none; as codes and values, for a sentence to be made of. */
export interface Explanation {
  readonly row: PlacementRow;
  readonly server: ServerName;
  /** `null`: no copy here. */
  readonly cell: Cell | null;
  readonly wishes: Wishes;
  /** `null`: nobody knows the server. For a copy: what the stream asks for and this server does not have (any more). */
  readonly obstacles: readonly Obstacle[] | null;
  /** Servers without a copy where nothing stands in the way of one, the one the server would take first in front. */
  readonly candidates: readonly ServerName[];
}

export function explain(row: PlacementRow, server: ServerName, context: FitContext): Explanation {
  const wishes = wishesOf(row.stream, context);
  const cell = row.cells.find((known) => known.server === server) ?? null;
  const others = row.cells.map((known) => known.server).filter((name) => name !== server);
  const model = context.servers.get(server);
  return {
    row,
    server,
    cell,
    wishes,
    obstacles: model === undefined ? null : obstacles(row.stream, wishes, model, others, context, cell !== null),
    candidates: candidatesFor(row, wishes, context),
  };
}

/**
 * In the server's order: for a replicated stream fewest HA assets first, else most free storage, then fewest streams
 * (2.15.1, `selectPeerGroup`).
 */
export function candidatesFor(row: PlacementRow, wishes: Wishes, context: FitContext): readonly ServerName[] {
  const holders = row.cells.map(({ server }) => server);
  const fitting: ServerModel[] = [];
  for (const server of context.servers.values())
    if (!holders.includes(server.name) && obstacles(row.stream, wishes, server, holders, context).length === 0)
      fitting.push(server);
  const replicated = (row.stream.replicas ?? holders.length) > 1;
  return fitting
    .sort(
      (a, b) =>
        (replicated ? assets(a) - assets(b) : 0) ||
        compareFree(freeBytes(b, wishes.storage), freeBytes(a, wishes.storage)) ||
        (a.copies ?? 0) - (b.copies ?? 0) ||
        (a.name < b.name ? -1 : 1),
    )
    .map(({ name }) => name);
}

const assets = ({ totals }: ServerModel) => totals?.haAssets ?? Number.POSITIVE_INFINITY;

function compareFree(a: Count | 'unlimited' | null, b: Count | 'unlimited' | null): number {
  // A limit of -1 counts as nothing free in the server's order.
  return compare(a === 'unlimited' || a === null ? 0 : a, b === 'unlimited' || b === null ? 0 : b);
}
