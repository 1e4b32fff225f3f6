import type { ServerModel } from '../cluster/model';
import type { ServerName } from '../ids';
import { zoneKinds } from '../what-if/zones';
import type { PlacementRow } from './row';

/** What the loss of one zone would do to a stream. */
export type ZoneSpread =
  /** One copy: no placement can spread it. */
  | { readonly kind: 'single'; readonly zone: string | null }
  /** Every copy is in one zone. */
  | { readonly kind: 'oneZone'; readonly zone: string }
  /** Copies are in several zones, but so many in one that it takes the quorum with it. */
  | { readonly kind: 'majority'; readonly zone: string }
  | { readonly kind: 'spread' }
  /** The zone of a copy is not known, or the stream's own group is not. */
  | { readonly kind: 'unknown' };

export const spreadKinds = ['oneZone', 'majority', 'unknown', 'single', 'spread'] as const;

/** By which tags the servers fall into zones, for example `az`; clusters apart, since a stream lives in one. */
export function zoneChoices(servers: readonly ServerModel[]): readonly string[] {
  return zoneKinds(servers)
    .map(({ kind }) => kind)
    .filter((kind) => kind !== 'cluster');
}

/** Zone of each server by tags of one kind. Servers without such a tag are not in it. */
export function zonesOf(servers: readonly ServerModel[], kind: string): ReadonlyMap<ServerName, string> {
  const found = new Map<ServerName, string>();
  for (const zone of zoneKinds(servers).find((known) => known.kind === kind)?.zones ?? [])
    for (const server of zone.servers) found.set(server, zone.name);
  return found;
}

/** Copies of a row in each zone, most first; those of servers without a zone under `null`. */
export function copiesByZone(
  { cells }: PlacementRow,
  zones: ReadonlyMap<ServerName, string>,
): readonly (readonly [string | null, readonly ServerName[]])[] {
  const found = new Map<string | null, ServerName[]>();
  for (const { server, state } of cells) {
    if (state === 'pending') continue;
    const zone = zones.get(server) ?? null;
    const there = found.get(zone);
    if (there === undefined) found.set(zone, [server]);
    else there.push(server);
  }
  return [...found].sort((a, b) => b[1].length - a[1].length || ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1));
}

/** By where the copies are, whether their servers answer or not: a silent copy may come back where it was. */
export function spreadOf(row: PlacementRow, zones: ReadonlyMap<ServerName, string>): ZoneSpread {
  const byZone = copiesByZone(row, zones);
  const copies = byZone.reduce((sum, [, servers]) => sum + servers.length, 0);
  const [most] = byZone;
  const { quorum } = row.stream.group;
  if (most === undefined || copies < quorum.of) return { kind: 'unknown' };
  if (copies === 1) return { kind: 'single', zone: most[0] };
  const [zone, servers] = byZone.find(([name]) => name !== null) ?? most;
  // Copies whose zone nobody knows may be in any: what is certain without them is certain.
  const elsewhere = copies - servers.length;
  const nowhere = byZone.some(([name]) => name === null);
  if (zone !== null && elsewhere === 0) return { kind: 'oneZone', zone };
  if (zone !== null && elsewhere < quorum.need) return { kind: 'majority', zone };
  return nowhere ? { kind: 'unknown' } : { kind: 'spread' };
}
