import { createHash } from 'node:crypto';
import { allJoined, type ScriptedLinks } from './links';

/** A server of a made-up cluster. Mutable: a test lets it fall silent, restart and return. */
export interface ScriptedNode {
  readonly name: string;
  id: string;
  readonly peer: string;
  /** Whether it answers requests. A server that does not is still named by the others, as after a crash. */
  up: boolean;
  /** Milliseconds since 1970. */
  started: number;
  seq: number;
  /** `server_tags`; none unless set. */
  tags?: readonly string[];
  /** Where it is of another cluster than the rest. */
  cluster?: string;
  /** When its configuration was loaded, milliseconds since 1970; at the start unless told. */
  loaded?: number;
  /** Its clients: `cid` to the time they connected. */
  clients?: Map<number, number>;
}

/** A stream of a made-up cluster, with the servers that hold a copy. */
export interface ScriptedStream {
  readonly account: string;
  readonly name: string;
  readonly copies: string[];
  leader: string | null;
  leaderSince: number;
  lastSeq: number;
  /** Messages that a copy lacks, by server name. */
  readonly behind: Map<string, number>;
  consumers: readonly string[];
  /** What differs from an ordinary consumer, by name. */
  readonly consumerStates?: Map<string, ScriptedConsumer>;
  /** What differs from an ordinary configuration, by the servers' names. */
  config?: Readonly<Record<string, unknown>>;
  /** Milliseconds since 1970. */
  created?: number;
  firstSeq?: number;
  /** When the last message came, milliseconds since 1970; not told unless set. */
  lastTime?: number;
  /** Sequences whose messages were deleted. */
  readonly gone?: Set<number>;
  /** Configured; as many as there are copies unless told. */
  replicas?: number;
  readonly description?: string;
}

/** A consumer that is not at its beginning, or not configured as usual. */
export interface ScriptedConsumer {
  readonly config?: Readonly<Record<string, unknown>>;
  readonly created?: number;
  readonly delivered?: number;
  readonly floor?: number;
  /** Further fields of the reply. */
  readonly more?: Readonly<Record<string, unknown>>;
}

export interface ClusterShape {
  /** A number (`n1`, `n2`, ...) or names. */
  readonly servers: number | readonly string[];
  readonly streams: number;
  readonly accounts: number | readonly string[];
  /** Share of streams with three copies, 0 to 1. */
  readonly r3Share?: number;
  readonly consumersPerStream?: number;
  readonly version?: string;
  readonly name?: string;
  /** Accounts whose `$JS.API` the system account imports as `<account>.$JS.API`. None unless told. */
  readonly imports?: readonly string[];
  /** Clock of the servers, milliseconds since 1970. */
  readonly now?: () => number;
}

/** The state that all replies of a scripted server are made from. */
export interface ScriptedCluster {
  readonly name: string;
  version: string;
  readonly systemAccount: string;
  readonly nodes: Map<string, ScriptedNode>;
  readonly accounts: readonly string[];
  readonly imports: Set<string>;
  readonly streams: Map<string, ScriptedStream>;
  metaLeader: string | null;
  metaMembers: string[];
  /** Votes that a rescue left necessary. */
  rescuedTo?: number;
  readonly now: () => number;
  jetstream: boolean;
  readonly links: ScriptedLinks;
}

/** Builds a cluster with evenly spread streams; the same shape gives the same cluster. */
export function generateCluster(shape: ClusterShape): ScriptedCluster {
  const now = shape.now ?? Date.now;
  const names = list(shape.servers, 'n');
  const accounts = list(shape.accounts, 'ACC');
  const nodes = new Map(names.map((name) => [name, node(name, now() - 3_600_000)]));
  const streams = new Map<string, ScriptedStream>();
  for (let i = 0; i < shape.streams; i += 1) {
    const stream = generateStream(i, names, accounts, shape, now());
    streams.set(streamId(stream.account, stream.name), stream);
  }
  return {
    name: shape.name ?? 'C1',
    version: shape.version ?? '2.15.1',
    systemAccount: '$SYS',
    nodes,
    accounts,
    imports: new Set(shape.imports ?? []),
    streams,
    metaLeader: names[0] ?? null,
    metaMembers: [...names],
    now,
    jetstream: true,
    links: allJoined(),
  };
}

/** Key of {@link ScriptedCluster.streams}. */
export function streamId(account: string, name: string): string {
  return `${account} ${name}`;
}

/** Adds a stream, or replaces the one of that name. */
export function addStream(
  cluster: ScriptedCluster,
  account: string,
  name: string,
  copies: readonly string[],
  more: Pick<Partial<ScriptedStream>, 'consumers' | 'description' | 'config'> = {},
): ScriptedStream {
  const stream: ScriptedStream = {
    account,
    name,
    copies: [...copies],
    leader: copies[0] ?? null,
    leaderSince: cluster.now(),
    lastSeq: 100,
    behind: new Map(),
    consumers: [],
    consumerStates: new Map(),
    gone: new Set(),
    ...more,
  };
  cluster.streams.set(streamId(account, name), stream);
  return stream;
}

/** A restart: same name and peer id, new server id. */
export function restart(cluster: ScriptedCluster, name: string): void {
  const known = nodeOf(cluster, name);
  known.id = serverIdOf(`${name} ${cluster.now()}`);
  known.started = cluster.now();
  known.seq = 0;
  known.up = true;
}

/** The server of that name; throws for a name the cluster does not have. */
export function nodeOf(cluster: ScriptedCluster, name: string): ScriptedNode {
  const known = cluster.nodes.get(name);
  if (!known) throw new Error(`no server ${name}`);
  return known;
}

/** The next member that answers, after the present leader, in the order of the list. */
export function nextLeader(cluster: ScriptedCluster, members: readonly string[], leader: string | null): string | null {
  const start = leader === null ? -1 : members.indexOf(leader);
  for (let i = 1; i <= members.length; i += 1) {
    const candidate = members[(start + i) % members.length];
    if (candidate !== undefined && candidate !== leader && cluster.nodes.get(candidate)?.up) return candidate;
  }
  return null;
}

function generateStream(
  index: number,
  names: readonly string[],
  accounts: readonly string[],
  shape: ClusterShape,
  now: number,
): ScriptedStream {
  const every = shape.r3Share ? 1 / shape.r3Share : Number.POSITIVE_INFINITY;
  const replicated = names.length >= 3 && Math.floor((index + 1) / every) > Math.floor(index / every);
  const copies = pick(names, index, replicated ? 3 : 1);
  return {
    account: accounts[index % accounts.length] ?? '$G',
    name: `stream-${String(index).padStart(5, '0')}`,
    copies,
    leader: copies[0] ?? null,
    leaderSince: now - 600_000,
    lastSeq: 100 + index,
    behind: new Map(),
    consumers: Array.from({ length: shape.consumersPerStream ?? 0 }, (_, i) => `consumer-${i}`),
  };
}

function pick(names: readonly string[], start: number, count: number): string[] {
  return Array.from({ length: count }, (_, i) => names[(start + i) % names.length] ?? '');
}

function list(value: number | readonly string[], prefix: string): readonly string[] {
  return typeof value === 'number' ? Array.from({ length: value }, (_, i) => `${prefix}${i + 1}`) : value;
}

function node(name: string, started: number): ScriptedNode {
  return { name, id: serverIdOf(name), peer: hash(name, 8), up: true, started, seq: 0 };
}

function serverIdOf(text: string): string {
  return `N${hash(text, 43).toUpperCase()}`;
}

function hash(text: string, length: number): string {
  return createHash('sha256')
    .update(text)
    .digest('base64')
    .replace(/[^A-Za-z0-9]/g, 'x')
    .slice(0, length);
}
