import type { ServerModel } from '../cluster/model';
import type { ServerName } from '../ids';
import { isZoneTag } from '../what-if/zones';
import { naturalKey } from './natural-key';
import type { PlacementRow } from './row';
import type { Unread } from './cell';

/** A server as a column of the matrix. */
export interface PlacementColumn {
  readonly name: ServerName;
  /** `null`: copies are said to be there, and nobody knows the server. */
  readonly server: ServerModel | null;
  /** The tag that names its zone, for example `az:a`. */
  readonly zone: string | null;
}

export const columnOrders = ['name', 'zone'] as const;
export type ColumnOrder = (typeof columnOrders)[number];

/** Servers that copies are said to be on. Takes a few ms of 10,000 streams, and changes with the rows alone. */
export function holdersOf(rows: readonly PlacementRow[]): ReadonlySet<ServerName> {
  const holders = new Set<ServerName>();
  for (const { cells } of rows) for (const { server } of cells) holders.add(server);
  return holders;
}

/** Every server that may hold copies, and those without JetStream last; then by name, or by cluster and zone first. */
export function placementColumns(
  servers: readonly ServerModel[],
  holders: ReadonlySet<ServerName>,
  order: ColumnOrder,
): readonly PlacementColumn[] {
  const known = new Set<ServerName>(servers.map(({ name }) => name));
  const columns: PlacementColumn[] = servers.map((server) => ({
    name: server.name,
    server,
    zone: server.tags.find(isZoneTag) ?? null,
  }));
  for (const name of holders) if (!known.has(name)) columns.push({ name, server: null, zone: null });
  const keys = new Map(columns.map((column) => [column, sortKey(column, order)]));
  return columns.sort((a, b) => ((keys.get(a) ?? '') < (keys.get(b) ?? '') ? -1 : 1));
}

function sortKey({ name, server, zone }: PlacementColumn, order: ColumnOrder): string {
  const stores = server?.jetstream === false ? '1' : '0';
  const place = order === 'zone' ? `${server?.cluster ?? '\uffff'}\n${naturalKey(zone ?? '\uffff')}\n` : '';
  return `${stores}${place}${naturalKey(name)}\n${name}`;
}

/** Servers that answer and have not said what they hold. */
export function unreadServers(servers: readonly ServerModel[]): Unread {
  return new Set(
    servers.filter(({ presence, copies }) => presence.kind === 'answering' && copies === null).map(({ name }) => name),
  );
}
