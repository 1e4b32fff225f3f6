import { add, type Count } from '../count';
import type { AccountId, ClusterName, ServerId, ServerName } from '../ids';
import type { GatewayFacts, GatewayzReply, LeafFacts, LeafzReply, RouteFacts, RoutezReply } from '../replies/servers';
import type { DurationMs, LocalMs } from '../time';
import { isNewer, stampOf, type Stamp } from './stamp';

/** What servers say of their connections with each other: the newest word of each, by its own clock. */
export interface LinkWords {
  readonly routes: ReadonlyMap<ServerName, Word<readonly Sighting[]>>;
  readonly gateways: ReadonlyMap<ServerName, Word<GatewayWord>>;
  readonly leafs: ReadonlyMap<ServerName, Word<readonly LeafFacts[]>>;
  /** Every id that was heard with a name. 2.9 names the peers of its routes, and all versions those of gateways, by id only. */
  readonly names: ReadonlyMap<ServerId, ServerName>;
}

export interface Word<T> {
  readonly stamp: Stamp;
  readonly value: T;
}

export interface GatewayWord {
  readonly own: ClusterName | null;
  readonly outbound: readonly GatewayFacts[];
  readonly inbound: readonly GatewayFacts[];
}

/** All connections of one server with one route peer, taken together. */
export interface Sighting {
  readonly remoteId: ServerId;
  readonly remote: ServerName | null;
  /** Connections that share the traffic of all accounts: one before 2.10, a pool of three by default since. */
  readonly pool: number;
  /** Accounts with a connection of their own, by default the system account (2.10+). Sorted. */
  readonly accounts: readonly AccountId[];
  /** Of each connection that has one, ascending (ms). */
  readonly rtts: readonly DurationMs[];
  /** Bytes that wait to be sent. */
  readonly pendingBytes: Count;
  /** Of the first connection that has any; 2.10+. */
  readonly compression: string | null;
}

export const noLinks: LinkWords = { routes: new Map(), gateways: new Map(), leafs: new Map(), names: new Map() };

export function foldRoutes(links: LinkWords, { server, routes }: RoutezReply, at: LocalMs): LinkWords {
  const known = withName(links, server.id, server.name);
  const named = routes.reduce(
    (next, { remoteId, remote }) => (remote === null ? next : withName(next, remoteId, remote)),
    known,
  );
  const newest = put(links.routes, server.name, { stamp: stampOf(server, at), value: sightingsOf(routes) });
  return newest === links.routes ? named : { ...named, routes: newest };
}

export function foldGateways(
  links: LinkWords,
  { server, own, outbound, inbound }: GatewayzReply,
  at: LocalMs,
): LinkWords {
  const known = withName(links, server.id, server.name);
  const newest = put(links.gateways, server.name, { stamp: stampOf(server, at), value: { own, outbound, inbound } });
  return newest === links.gateways ? known : { ...known, gateways: newest };
}

export function foldLeafs(links: LinkWords, { server, leafs }: LeafzReply, at: LocalMs): LinkWords {
  const known = withName(links, server.id, server.name);
  const newest = put(links.leafs, server.name, { stamp: stampOf(server, at), value: leafs });
  return newest === links.leafs ? known : { ...known, leafs: newest };
}

/** One sighting of each peer: ROUTEZ has a row for every connection of the pool, and one for every account with its own. */
export function sightingsOf(routes: readonly RouteFacts[]): readonly Sighting[] {
  const peers = new Map<ServerId, RouteFacts[]>();
  for (const route of routes) {
    const same = peers.get(route.remoteId);
    if (same) same.push(route);
    else peers.set(route.remoteId, [route]);
  }
  return [...peers].map(([id, same]) => together(id, same)).sort((a, b) => (a.remoteId < b.remoteId ? -1 : 1));
}

function together(remoteId: ServerId, routes: readonly RouteFacts[]): Sighting {
  const accounts = routes.flatMap(({ account }) => (account === null ? [] : [account]));
  return {
    remoteId,
    remote: routes.find(({ remote }) => remote !== null)?.remote ?? null,
    pool: routes.length - accounts.length,
    accounts: [...new Set(accounts)].sort(),
    rtts: routes.flatMap(({ rtt }) => (rtt === null ? [] : [rtt])).sort((a, b) => a - b),
    pendingBytes: routes.reduce<Count>((sum, { pendingBytes }) => add(sum, pendingBytes), 0),
    compression: routes.find(({ compression }) => compression !== null)?.compression ?? null,
  };
}

function put<T>(words: ReadonlyMap<ServerName, Word<T>>, name: ServerName, word: Word<T>) {
  return isNewer(word.stamp, words.get(name)?.stamp) ? new Map(words).set(name, word) : words;
}

/** An id belongs to one server for good: which of several claims came first makes no difference. */
function withName(links: LinkWords, id: ServerId, name: ServerName): LinkWords {
  const known = links.names.get(id);
  if (known !== undefined && known <= name) return links;
  return { ...links, names: new Map(links.names).set(id, name) };
}
