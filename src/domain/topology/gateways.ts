import type { GatewayWord } from '../facts/links';
import { serverName, type ClusterName, type ServerName } from '../ids';
import type { GatewayFacts } from '../replies/servers';
import { linkOf, type Reading } from './links';
import type { EndWord, TopologyLink } from './model';
import { endWord, freshWord, isPresentRun, remoteOf, type TopologySource } from './words';

/** A connection that some end lists: from the server that dialled to one of another cluster. */
interface Seen {
  readonly from: ServerName;
  readonly to: ServerName;
  readonly fromCluster: ClusterName;
  readonly toCluster: ClusterName;
  /** Of the end that dialled and of the other one; missing where that end does not list it. */
  readonly readings: readonly [Reading | null, Reading | null];
}

/** Fresh words of all servers on their gateways. */
export type GatewayTable = ReadonlyMap<ServerName, GatewayWord>;

export function gatewayTable(source: TopologySource): GatewayTable {
  const table = new Map<ServerName, GatewayWord>();
  for (const name of source.servers.keys()) {
    const word = freshWord(source, source.words.gateways, name);
    if (word) table.set(name, word.value);
  }
  return table;
}

/** Clusters that gateways join: those that speak for themselves and those that others name. */
export function joinedClusters(table: GatewayTable): ReadonlySet<ClusterName> {
  const joined = new Set<ClusterName>();
  for (const { own, outbound, inbound } of table.values()) {
    if (own !== null) joined.add(own);
    for (const { cluster } of [...outbound, ...inbound]) joined.add(cluster);
  }
  return joined;
}

/**
 * Every server of a joined cluster dials one server of each other joined cluster (they tell each other of all). What some
 * end lists is a link; a server that answers and dials nobody of a cluster misses one.
 */
export function gatewaysOf(source: TopologySource, table: GatewayTable): readonly TopologyLink[] {
  const seen = [...seenIn(source, table).values()];
  const links = seen.map((connection) => seenLink(source, table, connection));
  return [...links, ...missingOf(source, table, seen)];
}

function seenIn(source: TopologySource, table: GatewayTable): ReadonlyMap<string, Seen> {
  const seen = new Map<string, Seen>();
  for (const [name, { own, outbound, inbound }] of table) {
    if (own === null) continue;
    for (const gateway of outbound) {
      const to = remoteIn(source, gateway);
      const ends = { fromCluster: own, toCluster: gateway.cluster };
      if (to) note(seen, { from: name, to, ...ends, readings: [readingOf(gateway), null] });
    }
    for (const gateway of inbound) {
      const from = remoteIn(source, gateway);
      const ends = { fromCluster: gateway.cluster, toCluster: own };
      if (from) note(seen, { from, to: name, ...ends, readings: [null, readingOf(gateway)] });
    }
  }
  return seen;
}

/** The other end; `null` for one of a run that has ended. */
function remoteIn(source: TopologySource, { remoteId }: GatewayFacts): ServerName | null {
  if (remoteId === null) return null;
  const name = remoteOf(source, remoteId, null) ?? serverName(remoteId);
  return isPresentRun(source, name, remoteId) ? name : null;
}

function note(seen: Map<string, Seen>, next: Seen): void {
  const key = `${next.from}\n${next.to}`;
  const known = seen.get(key);
  const [there, back] = next.readings;
  seen.set(key, known ? { ...known, readings: [known.readings[0] ?? there, known.readings[1] ?? back] } : next);
}

function seenLink(source: TopologySource, table: GatewayTable, { readings, ...ends }: Seen): TopologyLink {
  const { from, to } = ends;
  const [there, back] = readings;
  const words = [
    endWord(source, from, there !== null ? true : table.has(from) ? false : null),
    endWord(source, to, back !== null ? true : table.has(to) ? false : null),
  ] as const;
  const listed = [there, back].filter((reading) => reading !== null);
  return linkOf({ kind: 'gateway', ...ends, words, readings: listed });
}

function missingOf(source: TopologySource, table: GatewayTable, seen: readonly Seen[]): readonly TopologyLink[] {
  const dialled = new Set(seen.map(({ from, toCluster }) => `${from}\n${toCluster}`));
  const joined = [...joinedClusters(table)].sort();
  const links: TopologyLink[] = [];
  for (const [from, server] of source.servers) {
    const word = table.get(from);
    const fromCluster = word ? word.own : server.cluster;
    if (fromCluster === null || !joined.includes(fromCluster)) continue;
    for (const toCluster of joined) {
      if (toCluster === fromCluster || dialled.has(`${from}\n${toCluster}`)) continue;
      const words = [endWord(source, from, word ? false : null), farWord(source, table, toCluster)] as const;
      links.push(linkOf({ kind: 'gateway', from, to: null, fromCluster, toCluster, words, readings: [] }));
    }
  }
  return links;
}

/** Of a cluster none of whose servers lists the connection: all of them have told, none answers, or some cannot tell. */
function farWord(source: TopologySource, table: GatewayTable, cluster: ClusterName): EndWord {
  const members = [...source.servers.values()].filter((server) => server.cluster === cluster);
  if (members.length === 0) return 'outside';
  if (members.every(({ name }) => table.has(name))) return 'absent';
  return members.every(({ name }) => endWord(source, name, null) === 'silent') ? 'silent' : 'untold';
}

function readingOf({ rtt, pendingBytes }: GatewayFacts): Reading {
  return { connections: 1, accounts: [], rtts: rtt === null ? [] : [rtt], pendingBytes, compression: null };
}
