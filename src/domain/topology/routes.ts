import type { Sighting } from '../facts/links';
import { serverName, type ClusterName, type ServerName } from '../ids';
import { linkOf, type Reading } from './links';
import type { TopologyLink } from './model';
import { endWord, freshWord, isPresentRun, remoteOf, type TopologySource } from './words';

/** What a server says of its routes, by peer; `null`: it has no fresh word. */
export type RouteTable = ReadonlyMap<ServerName, ReadonlyMap<ServerName, RouteEntry> | null>;

interface RouteEntry {
  readonly sighting: Sighting;
  /** `false`: of a run of the peer that has ended. */
  readonly present: boolean;
}

export function routeTable(source: TopologySource): RouteTable {
  const tables = new Map<ServerName, ReadonlyMap<ServerName, RouteEntry> | null>();
  for (const name of source.servers.keys()) {
    const word = freshWord(source, source.words.routes, name);
    tables.set(name, word && entriesOf(source, word.value));
  }
  return tables;
}

function entriesOf(source: TopologySource, sightings: readonly Sighting[]): ReadonlyMap<ServerName, RouteEntry> {
  const entries = new Map<ServerName, RouteEntry>();
  for (const sighting of sightings) {
    const { remoteId, remote } = sighting;
    // 2.9 names nobody: an id that never spoke stands for itself.
    const name = remoteOf(source, remoteId, remote) ?? serverName(remoteId);
    const present = isPresentRun(source, name, remoteId);
    if (present || !entries.has(name)) entries.set(name, { sighting, present });
  }
  return entries;
}

/** The full mesh of each cluster: every pair of its servers is a link, whether it is there or not. */
export function routesOf(
  source: TopologySource,
  table: RouteTable,
  clusters: ReadonlyMap<ClusterName | null, readonly ServerName[]>,
): readonly TopologyLink[] {
  const links: TopologyLink[] = [];
  for (const [cluster, names] of clusters) {
    if (cluster === null) continue;
    for (const [index, from] of names.entries()) {
      for (const to of names.slice(index + 1)) links.push(routeOf(source, table, cluster, from, to));
    }
  }
  return links;
}

function routeOf(
  source: TopologySource,
  table: RouteTable,
  cluster: ClusterName,
  from: ServerName,
  to: ServerName,
): TopologyLink {
  const [there, back] = [says(table, from, to), says(table, to, from)];
  const words = [endWord(source, from, there.lists), endWord(source, to, back.lists)] as const;
  const readings = [...there.readings, ...back.readings];
  return linkOf({ kind: 'route', from, to, fromCluster: cluster, toCluster: cluster, words, readings });
}

function says(table: RouteTable, name: ServerName, peer: ServerName) {
  const entries = table.get(name) ?? null;
  const entry = entries?.get(peer);
  const lists = entries === null ? null : entry === undefined ? false : entry.present ? true : null;
  return { lists, readings: lists === true && entry !== undefined ? [readingOf(entry.sighting)] : [] };
}

function readingOf({ pool, accounts, rtts, pendingBytes, compression }: Sighting): Reading {
  return { connections: pool, accounts, rtts, pendingBytes, compression };
}
