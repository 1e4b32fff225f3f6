import { add, approximate, type Count, type Limit } from '../count';
import type { ServerName } from '../ids';
import type { PlacementColumn } from './columns';
import type { PlacementRow } from './row';

/** What one server holds of the rows that are shown, and what it says of itself. */
export interface ColumnTotals {
  readonly column: PlacementColumn;
  /** Its values are of now; else they are the last known ones, and take no part in what is fair. */
  readonly answering: boolean;
  /** Stream copies, those being added included. `null`: it answers and has not said what it holds. */
  readonly copies: number | null;
  /** Streams it leads, by its own claim; `null` unless it answers. */
  readonly leaders: number | null;
  /** Bytes of the copies. */
  readonly bytes: Count;
  /** Streams and consumers with more than one copy, the meta group included; the server's own number. */
  readonly haAssets: number | null;
  /** Bytes of storage reserved by accounts and streams; the server's own number. */
  readonly reserved: Limit | null;
}

export const measures = ['copies', 'leaders', 'haAssets', 'bytes', 'reserved'] as const;
export type Measure = (typeof measures)[number];

/** What each server holds and leads of some rows. */
export type Holdings = ReadonlyMap<
  ServerName,
  { readonly copies: number; readonly leaders: number; readonly bytes: Count }
>;

/** Takes some ms of 10,000 streams, and changes with the rows alone. */
export function holdingsOf(rows: readonly PlacementRow[]): Holdings {
  const sums = new Map<ServerName, { copies: number; leaders: number; bytes: Count }>();
  const sumOf = (server: ServerName) => {
    const known = sums.get(server) ?? { ...nothing };
    sums.set(server, known);
    return known;
  };
  for (const { cells, leader } of rows) {
    for (const { server, copy } of cells) {
      const sum = sumOf(server);
      sum.copies += 1;
      if (copy?.state) sum.bytes = add(sum.bytes, copy.state.bytes);
    }
    if (leader !== null) sumOf(leader).leaders += 1;
  }
  return sums;
}

const nothing = { copies: 0, leaders: 0, bytes: 0 } as const;

export function columnTotals(holdings: Holdings, columns: readonly PlacementColumn[]): readonly ColumnTotals[] {
  return columns.map((column) => {
    const { name, server } = column;
    const { copies, leaders, bytes } = holdings.get(name) ?? nothing;
    const answering = server?.presence.kind === 'answering';
    const read = !answering || server.copies !== null;
    return {
      column,
      answering,
      copies: read ? copies : null,
      leaders: answering && read ? leaders : null,
      bytes,
      haAssets: server?.totals?.haAssets ?? null,
      reserved: server?.totals?.reservedStorage ?? null,
    };
  });
}

/** The number behind a measure, for drawing and comparing only; `null`: not known. */
export function measured(totals: ColumnTotals, measure: Measure): number | null {
  const value = totals[measure];
  return value === null || value === 'unlimited' ? null : approximate(value);
}

export interface Skew {
  /** What each server would have if all had the same. */
  readonly fair: number;
  readonly kind: 'even' | 'over' | 'under';
}

/** A difference of less is not worth a word. */
const tolerance = 0.25;

/**
 * How far each server is from its fair share: the mean of the servers of its cluster that answer and run JetStream. A
 * quarter more or less counts, and for numbers of things only what chance would hardly bring (more than one and the square root).
 * `null`: not known, or nothing to share it with.
 */
export function skewOf(all: readonly ColumnTotals[], measure: Measure): readonly (Skew | null)[] {
  const shares = new Map<string, { sum: number; servers: number }>();
  const values = all.map((totals) => (shareable(totals) ? measured(totals, measure) : null));
  all.forEach(({ column }, index) => {
    const value = values[index] ?? null;
    if (value === null) return;
    const share = shares.get(placeOf(column)) ?? { sum: 0, servers: 0 };
    shares.set(placeOf(column), { sum: share.sum + value, servers: share.servers + 1 });
  });
  return all.map(({ column }, index) => {
    const value = values[index] ?? null;
    const share = shares.get(placeOf(column));
    if (value === null || share === undefined || share.servers < 2) return null;
    const fair = share.sum / share.servers;
    const counted = measure === 'bytes' || measure === 'reserved' ? 0 : 1 + Math.sqrt(fair);
    const off = Math.abs(value - fair) > Math.max(tolerance * fair, counted);
    return { fair, kind: off ? (value > fair ? 'over' : 'under') : 'even' };
  });
}

function shareable({ answering, column }: ColumnTotals): boolean {
  return answering && column.server?.jetstream !== false && column.server?.totals?.disabled !== true;
}

function placeOf({ server }: PlacementColumn): string {
  return `${server?.domain ?? ''}\n${server?.cluster ?? ''}`;
}

/** Servers that are furthest over or under their fair share, for one sentence. */
export function skewed(all: readonly ColumnTotals[], measure: Measure): readonly ColumnTotals[] {
  const skews = skewOf(all, measure);
  return all.filter((_, index) => {
    const kind = skews[index]?.kind;
    return kind === 'over' || kind === 'under';
  });
}
