import type { ClusterName, ServerName } from '../ids';
import { joinedClusters, type GatewayTable } from './gateways';
import type { TopologyLink } from './model';
import type { RouteTable } from './routes';
import type { TopologySource } from './words';

/** Cluster of every server that is known, or that a link of others names. */
export type Homes = ReadonlyMap<ServerName, ClusterName | null>;

export function homesOf(source: TopologySource, routes: RouteTable, links: readonly TopologyLink[]): Homes {
  const homes = new Map<ServerName, ClusterName | null>();
  const settle = (name: ServerName | null, cluster: ClusterName | null) => {
    if (name !== null && (homes.get(name) ?? null) === null) homes.set(name, cluster);
  };
  for (const [name, { cluster }] of source.servers) settle(name, cluster);
  // Routes join servers of one cluster.
  for (const [name, peers] of routes) for (const peer of peers?.keys() ?? []) settle(peer, homes.get(name) ?? null);
  for (const { from, to, fromCluster, toCluster } of links) {
    settle(from, fromCluster);
    settle(to, toCluster);
  }
  return homes;
}

/** Servers of each cluster, clusters and servers by name, those without one last; joined clusters also without any server. */
export function membersOf(
  homes: Homes,
  gateways: GatewayTable,
): ReadonlyMap<ClusterName | null, readonly ServerName[]> {
  const members = new Map<ClusterName | null, ServerName[]>();
  for (const cluster of joinedClusters(gateways)) members.set(cluster, []);
  for (const [name, cluster] of homes) members.set(cluster, [...(members.get(cluster) ?? []), name]);
  const sorted = [...members].sort(([a], [b]) => (a === null ? 1 : b === null ? -1 : naturally(a, b)));
  return new Map(sorted.map(([cluster, names]) => [cluster, names.sort(naturally)]));
}

const collator = new Intl.Collator('en', { numeric: true });

/** `n2` before `n10`; equal only for the same text. */
export function naturally(a: string, b: string): number {
  return collator.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}
