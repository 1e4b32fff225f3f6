import type { Mark, Presence } from '../cluster/model';
import type { ClusterName, ServerName } from '../ids';
import { deepEqual } from '../same';
import type { LocalMs } from '../time';
import { gatewaysOf, gatewayTable, type GatewayTable } from './gateways';
import { homesOf, membersOf, naturally, type Homes } from './homes';
import { leafsOf, leafTable, type LeafTable } from './leafs';
import type { TopologyCluster, TopologyLink, TopologyModel, TopologyServer } from './model';
import { markOutliers } from './outliers';
import { routesOf, routeTable, type RouteTable } from './routes';
import type { TopologySource } from './words';

/** Fresh words of all servers. */
interface Tables {
  readonly routes: RouteTable;
  readonly gateways: GatewayTable;
  readonly leafs: LeafTable;
}

/** How the servers are joined, by their newest words at `now`. Pure; `previous` keeps the identity of what did not change. */
export function assembleTopology(source: TopologySource, previous: TopologyModel | null): TopologyModel {
  const tables = { routes: routeTable(source), gateways: gatewayTable(source), leafs: leafTable(source) };
  const gateways = gatewaysOf(source, tables.gateways).toSorted(byEnds);
  const leafs = leafsOf(source, tables.leafs).toSorted(byEnds);
  const homes = homesOf(source, tables.routes, [...gateways, ...leafs]);
  const members = membersOf(homes, tables.gateways);
  const links = [...routesOf(source, tables.routes, members), ...gateways, ...leafs];
  const fresh: TopologyModel = {
    clusters: [...members].map(([name, servers]) => clusterOf(source, tables.gateways, leafs, name, servers)),
    servers: [...members.values()].flat().map((name) => serverOf(source, tables, homes, name)),
    links: markOutliers(links, likeness),
  };
  return previous === null ? fresh : kept(previous, fresh);
}

/** Links are compared with those of the same cluster, or between the same two. */
function likeness({ kind, fromCluster, toCluster }: TopologyLink): string | null {
  return kind === 'leaf' ? null : [kind, ...[fromCluster ?? '', toCluster ?? ''].sort()].join('\n');
}

function byEnds(a: TopologyLink, b: TopologyLink): number {
  return naturally(a.from, b.from) || naturally(a.to ?? a.toCluster ?? '', b.to ?? b.toCluster ?? '');
}

function clusterOf(
  { servers }: TopologySource,
  gateways: GatewayTable,
  leafs: readonly TopologyLink[],
  name: ClusterName | null,
  names: readonly ServerName[],
): TopologyCluster {
  if (name !== null && !names.some((server) => servers.has(server))) return { name, kind: 'outside', servers: names };
  const isJoined = names.some((server) => (gateways.get(server)?.own ?? null) !== null);
  const hangs = leafs.some(({ from, to }) => to !== null && names.includes(from));
  return { name, kind: hangs && !isJoined ? 'leaf' : 'core', servers: names };
}

function serverOf(source: TopologySource, tables: Tables, homes: Homes, name: ServerName): TopologyServer {
  const known = source.servers.get(name);
  const presence: Presence | null = known?.presence ?? null;
  const mark: Mark = known?.mark ?? 'unknown';
  return { name, cluster: homes.get(name) ?? null, presence, mark, asOf: asOfOf(source, tables, name) };
}

/** The oldest of its three words, when all are fresh. */
function asOfOf({ words }: TopologySource, tables: Tables, name: ServerName): LocalMs | null {
  const routes = (tables.routes.get(name) ?? null) !== null ? words.routes.get(name) : undefined;
  const gateways = tables.gateways.has(name) ? words.gateways.get(name) : undefined;
  const leafs = tables.leafs.has(name) ? words.leafs.get(name) : undefined;
  if (!routes || !gateways || !leafs) return null;
  return [routes, gateways, leafs].map(({ stamp }) => stamp.at).reduce((a, b) => (a < b ? a : b));
}

/** Equal parts of the known model stay the same objects. */
function kept(previous: TopologyModel, fresh: TopologyModel): TopologyModel {
  const before = new Map(previous.links.map((link) => [link.key, link]));
  const links = keepList(previous.links, fresh.links, ({ key }) => before.get(key));
  const servers = keepList(previous.servers, fresh.servers, (_, index) => previous.servers[index]);
  const clusters = keepList(previous.clusters, fresh.clusters, (_, index) => previous.clusters[index]);
  const same = links === previous.links && servers === previous.servers && clusters === previous.clusters;
  return same ? previous : { clusters, servers, links };
}

function keepList<T>(
  old: readonly T[],
  fresh: readonly T[],
  knownOf: (item: T, index: number) => T | undefined,
): readonly T[] {
  const items = fresh.map((item, index) => {
    const known = knownOf(item, index);
    return known !== undefined && deepEqual(known, item) ? known : item;
  });
  return old.length === items.length && items.every((item, index) => item === old[index]) ? old : items;
}
