import { add, type Count } from '../count';
import type { ConsumerModel, MetaGroup, Quorum, ReplicaModel, ServerModel, StreamModel } from '../cluster/model';
import { consumerVote, isReplicated, metaVote, streamVote, type Vote } from '../cluster/votes';
import type { DomainName, ServerName, StreamKey } from '../ids';

/** The rows that the question is asked of. */
export interface WhatIfCluster {
  readonly servers: readonly ServerModel[];
  readonly metas: readonly MetaGroup[];
  readonly streams: readonly StreamModel[];
  /** Those whose details are known; `undefined`: of no stream. */
  readonly consumers?: readonly ConsumerModel[];
}

/** What follows from the loss of some servers, if nothing else changes. */
export interface Consequence {
  /** Of the chosen ones: those that answer now, and so would be lost. The others are lost already, or not known. */
  readonly lost: readonly ServerName[];
  /** Chosen, and silent already: their loss changes nothing. */
  readonly silent: readonly ServerName[];
  /** Chosen, and nobody can say whether they answer, or who they are. */
  readonly notKnown: readonly ServerName[];
  readonly metas: readonly MetaConsequence[];
  readonly streams: Fates<StreamModel>;
  /** `null`: no consumer was given. */
  readonly consumers: ConsumerFates | null;
  /** Client connections of the lost servers, to be taken up by the others; `null`: not known of one of them. */
  readonly connections: number | null;
  /** Servers that answer and stay. */
  readonly remaining: number;
}

export interface MetaConsequence {
  readonly domain: DomainName;
  readonly fate: 'keeps' | 'stops' | 'without' | 'notKnown';
  readonly before: Quorum;
  readonly after: Quorum;
  /** It keeps its quorum and must elect another leader than this one. */
  readonly moves: ServerName | null;
}

/** Where the rows end. A row that is in none of the lists goes on as it is. */
export interface Fates<Row> {
  /** Work now, and would not: too few of their copies are left, or none. */
  readonly stops: readonly Row[];
  /** Their last copy that answers is lost: nothing of them can be read. Most are in `stops` too. */
  readonly unreachable: readonly Row[];
  /** Do not work now, with or without this loss. */
  readonly without: readonly Row[];
  /** Nobody knows who holds them. */
  readonly notKnown: readonly Row[];
  /** Keep their quorum and are led by a lost server: they elect another leader. */
  readonly moves: readonly Row[];
  /** Rows that keep their quorum, those in `moves` included. */
  readonly keep: number;
}

export interface ConsumerFates extends Fates<ConsumerModel> {
  /** Would keep their own quorum, but their stream stops. */
  readonly withStream: readonly ConsumerModel[];
}

/** What the loss of these servers means. Silent servers count as lost in any case. */
export function withoutServers(cluster: WhatIfCluster, chosen: Iterable<ServerName>): Consequence {
  const servers = new Map(cluster.servers.map((server) => [server.name, server]));
  const names = [...new Set(chosen)].sort();
  const inState = (...kinds: readonly (string | undefined)[]) =>
    names.filter((name) => kinds.includes(servers.get(name)?.presence.kind));
  const lost = inState('answering');
  const gone = new Set(lost);
  const streams = fatesOf(cluster.streams, ofStreams, gone);
  return {
    lost,
    silent: inState('silent', 'neverHeard'),
    notKnown: inState('unknown', undefined),
    metas: cluster.metas.map((meta) => metaWithout(meta, servers, gone)),
    streams,
    consumers: cluster.consumers === undefined ? null : consumersWithout(cluster.consumers, streams, gone),
    connections: connectionsOf(lost.map((name) => servers.get(name))),
    remaining: cluster.servers.filter(({ name, presence }) => presence.kind === 'answering' && !gone.has(name)).length,
  };
}

/** Streams with one copy only, and what is stored in all of these. Bytes. */
export function stored(streams: readonly StreamModel[]): {
  readonly single: number;
  readonly messages: Count;
  readonly bytes: Count;
} {
  const states = streams.flatMap(({ state }) => (state === null ? [] : [state]));
  return {
    single: streams.filter((stream) => !isReplicated(stream)).length,
    messages: states.reduce<Count>((sum, state) => add(sum, state.messages), 0),
    bytes: states.reduce<Count>((sum, state) => add(sum, state.bytes), 0),
  };
}

function metaWithout(
  meta: MetaGroup,
  servers: ReadonlyMap<ServerName, ServerModel>,
  gone: ReadonlySet<ServerName>,
): MetaConsequence {
  const { domain, quorum: before, leadership } = meta;
  const vote = metaVote(meta, servers);
  if (vote === null) return { domain, fate: 'notKnown', before, after: before, moves: null };
  const after = { ...before, have: left(vote, gone) };
  const fate = vote.have < vote.need ? 'without' : after.have < after.need ? 'stops' : 'keeps';
  const moves = fate === 'keeps' && leadership.kind === 'led' && gone.has(leadership.by) ? leadership.by : null;
  return { domain, fate, before, after, moves };
}

/** Votes that remain. */
function left({ voters, have }: Vote, gone: ReadonlySet<ServerName>): number {
  return Math.max(0, have - voters.filter((name) => gone.has(name)).length);
}

interface Reading<Row> {
  readonly voteOf: (row: Row) => Vote | null;
  /** Can it be read from this copy now? */
  readonly isReachable: (copy: ReplicaModel) => boolean;
  /** Without a vote: do all who answer say that they do not have it? */
  readonly isGone: (row: Row) => boolean;
}

const ofStreams: Reading<StreamModel> = {
  voteOf: streamVote,
  // A server that answers without naming the copy has none.
  isReachable: ({ presence, state }) => presence.kind === 'answering' && state !== null,
  isGone: ({ health }) => health === 'unreachable',
};

const ofConsumers: Reading<ConsumerModel> = {
  voteOf: consumerVote,
  isReachable: ({ presence, role }) => presence.kind === 'answering' && role !== 'pending',
  isGone: () => false,
};

function fatesOf<Row extends Pick<StreamModel, 'group' | 'copies'>>(
  rows: readonly Row[],
  { voteOf, isReachable, isGone }: Reading<Row>,
  gone: ReadonlySet<ServerName>,
): Fates<Row> {
  const none = (): Row[] => [];
  const fates = { stops: none(), unreachable: none(), without: none(), notKnown: none(), moves: none() };
  let keep = 0;
  for (const row of rows) {
    const vote = voteOf(row);
    if (vote === null) {
      fates[isGone(row) ? 'without' : 'notKnown'].push(row);
      continue;
    }
    const works = vote.have >= vote.need;
    if (left(vote, gone) >= vote.need) {
      keep += 1;
      const { leadership } = row.group;
      if (leadership.kind === 'led' && gone.has(leadership.by)) fates.moves.push(row);
      continue;
    }
    fates[works ? 'stops' : 'without'].push(row);
    const answering = row.copies.filter(isReachable);
    if (answering.length > 0 && answering.every(({ server }) => server !== null && gone.has(server)))
      fates.unreachable.push(row);
  }
  return { ...fates, keep };
}

function consumersWithout(
  consumers: readonly ConsumerModel[],
  streams: Fates<StreamModel>,
  gone: ReadonlySet<ServerName>,
): ConsumerFates {
  const stops = new Set<StreamKey>(streams.stops.map(({ key }) => key));
  const own = fatesOf(consumers, ofConsumers, gone);
  const others = new Set([...own.stops, ...own.without, ...own.notKnown]);
  const withStream = consumers.filter((row) => stops.has(row.stream) && !others.has(row));
  return {
    ...own,
    moves: own.moves.filter(({ stream }) => !stops.has(stream)),
    keep: own.keep - withStream.length,
    withStream,
  };
}

function connectionsOf(servers: readonly (ServerModel | undefined)[]): number | null {
  let sum = 0;
  for (const server of servers) {
    if (server?.load == null) return null;
    sum += server.load.connections;
  }
  return sum;
}
