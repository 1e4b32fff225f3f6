import type { Count } from '../domain/count';
import {
  accountId,
  clusterName,
  consumerName,
  domainName,
  peerId,
  serverId,
  serverName,
  streamName,
  type ServerName,
} from '../domain/ids';
import type { Observation, RequestKind, Round } from '../domain/observation';
import type {
  AccountDetail,
  ConsumerDetail,
  JszReply,
  JszTotals,
  StreamConfig,
  StreamDetail,
  StreamState,
} from '../domain/replies/jsz';
import type { GroupFacts, MetaFacts, PeerFacts } from '../domain/replies/raft';
import type { ServerInfo } from '../domain/replies/server';
import type { StatszReply } from '../domain/replies/statsz';
import { localMs, serverMs, type LocalMs } from '../domain/time';

/** Eight characters, like the hash that servers make of a name. */
export const peerOf = (name: string) => peerId(`peer-${name}`.slice(0, 12));

/** Local time of the tests: milliseconds after an arbitrary moment. */
export const at = (ms: number): LocalMs => localMs(1_700_000_000_000 + ms);

/** How far every server's clock is ahead of the browser's, so that mixing the two shows. */
export const clockSkew = 3_600_000;

export interface StreamSpec {
  readonly name: string;
  readonly account: string;
  /** Members; the first is the leader unless `leader` says otherwise. */
  readonly on: readonly string[];
  /** `null`: no leader. */
  readonly leader: string | null;
  readonly replicas: number;
  readonly lastSeq: Count;
  /** Positions of single copies that differ from `lastSeq`. */
  readonly positions: Readonly<Record<string, Count>>;
  /** Leader's rows that differ from a healthy follower. */
  readonly rows: Readonly<Record<string, Partial<PeerFacts>>>;
  readonly leaderSince: number | null;
  readonly created: number;
  readonly config: boolean;
  readonly consumers: readonly ConsumerDetail[] | null;
  /** As each copy counts them, named or not. */
  readonly consumerCount: number;
}

export interface ServerSpec {
  readonly name: string;
  readonly domain: string;
  readonly cluster: string;
  readonly version: string;
  readonly up: boolean;
  /** Grows with each restart. */
  readonly run: number;
  /** Milliseconds, as {@link at}. */
  readonly started: number;
  readonly jetstream: boolean;
  readonly tags: readonly string[];
}

interface State {
  readonly servers: readonly ServerSpec[];
  readonly streams: readonly StreamSpec[];
  /** By domain; `null`: none. */
  readonly metaLeaders: Readonly<Record<string, string | null>>;
  /** Members of the meta groups; by default every JetStream server of the domain. */
  readonly members: Readonly<Record<string, readonly string[]>>;
  /** Rows of the meta leader that differ from a healthy follower. */
  readonly metaRows: Readonly<Record<string, Partial<PeerFacts>>>;
}

/** A cluster as it really is; says what its servers would answer. Immutable: every change is a new cluster. */
export class TestCluster {
  constructor(private readonly state: State) {}

  withServers(...names: readonly string[]): TestCluster {
    return names.reduce<TestCluster>((cluster, name) => cluster.withServer(name), this);
  }

  withServer(name: string, spec: Partial<ServerSpec> = {}): TestCluster {
    const server: ServerSpec = {
      name,
      domain: '',
      cluster: 'C1',
      version: '2.15.1',
      up: true,
      run: 1,
      started: -3_600_000,
      jetstream: true,
      tags: [],
      ...spec,
    };
    const metaLeaders = { [server.domain]: name, ...this.state.metaLeaders };
    return this.with({ servers: [...this.state.servers.filter((known) => known.name !== name), server], metaLeaders });
  }

  withStream(name: string, on: readonly string[], spec: Partial<StreamSpec> = {}): TestCluster {
    const stream: StreamSpec = {
      name,
      account: 'APP',
      on,
      leader: on[0] ?? null,
      replicas: on.length,
      lastSeq: 100,
      positions: {},
      rows: {},
      leaderSince: null,
      created: 0,
      config: false,
      consumers: null,
      consumerCount: 0,
      ...spec,
    };
    const others = this.state.streams.filter((known) => known.name !== name || known.account !== stream.account);
    return this.with({ streams: [...others, stream] });
  }

  changeStream(name: string, spec: Partial<StreamSpec>): TestCluster {
    const streams = this.state.streams.map((stream) => (stream.name === name ? { ...stream, ...spec } : stream));
    return this.with({ streams });
  }

  changeStreams(change: (stream: StreamSpec) => Partial<StreamSpec>): TestCluster {
    return this.with({ streams: this.state.streams.map((stream) => ({ ...stream, ...change(stream) })) });
  }

  changeServer(name: string, spec: Partial<ServerSpec>): TestCluster {
    const servers = this.state.servers.map((server) => (server.name === name ? { ...server, ...spec } : server));
    return this.with({ servers });
  }

  withoutStream(name: string): TestCluster {
    return this.with({ streams: this.state.streams.filter((stream) => stream.name !== name) });
  }

  withMetaLeader(leader: string | null, domain = ''): TestCluster {
    return this.with({ metaLeaders: { ...this.state.metaLeaders, [domain]: leader } });
  }

  withMembers(members: readonly string[], domain = ''): TestCluster {
    return this.with({ members: { ...this.state.members, [domain]: members } });
  }

  withMetaRow(name: string, row: Partial<PeerFacts>): TestCluster {
    return this.with({ metaRows: { ...this.state.metaRows, [name]: row } });
  }

  kill(...names: readonly string[]): TestCluster {
    return names.reduce<TestCluster>((cluster, name) => cluster.changeServer(name, { up: false }), this);
  }

  restart(name: string, ms: number): TestCluster {
    const run = this.server(name).run + 1;
    return this.changeServer(name, { up: true, run, started: ms });
  }

  server(name: string): ServerSpec {
    const found = this.state.servers.find((server) => server.name === name);
    if (!found) throw new Error(`no server ${name} in this test cluster`);
    return found;
  }

  get streams(): readonly StreamSpec[] {
    return this.state.streams;
  }

  /** By its own claim, if it runs. */
  metaLeader(domain = ''): string | null {
    return this.state.metaLeaders[domain] ?? null;
  }

  /** Names of the servers that run. */
  get up(): readonly ServerName[] {
    return this.state.servers.filter(({ up }) => up).map(({ name }) => serverName(name));
  }

  /** One poll of everything: STATSZ, JSZ with streams, and the rounds that asked. */
  poll(ms: number): readonly Observation[] {
    return [...this.liveness(ms), ...this.statsz(ms + 10), ...this.placement(ms + 20)];
  }

  liveness(ms: number, spec: Partial<Round> = {}): readonly Observation[] {
    return [this.round('liveness', ms, spec)];
  }

  /** Several liveness rounds, 2 s apart. */
  rounds(ms: number, count: number): readonly Observation[] {
    return Array.from({ length: count }, (_, index) => this.liveness(ms + index * 2_000)).flat();
  }

  statsz(ms: number): readonly Observation[] {
    return this.state.servers.filter(({ up }) => up).map((server) => this.statszOf(server.name, ms));
  }

  placement(ms: number): readonly Observation[] {
    const replies = this.state.servers.filter(({ up }) => up).map((server) => this.placementOf(server.name, ms));
    return [...replies, this.round('placement', ms)];
  }

  placementOf(name: string, ms: number): Observation {
    return { kind: 'placement', at: at(ms), reply: this.jsz(name, ms, this.accountsOf(name)) };
  }

  summaryOf(name: string, ms: number): Observation {
    return { kind: 'summary', at: at(ms), reply: this.jsz(name, ms, []) };
  }

  accountPlacementOf(name: string, account: string, ms: number): Observation {
    const detail = this.accountsOf(name).find(({ id }) => id === account) ?? accountDetail(account, []);
    return { kind: 'accountPlacement', at: at(ms), server: this.info(name, ms), account: detail };
  }

  statszOf(name: string, ms: number): Observation {
    return { kind: 'statsz', at: at(ms), reply: this.statszReply(name, ms) };
  }

  departureOf(name: string, ms: number, how: 'shutdown' | 'lameduck' = 'shutdown'): Observation {
    return { kind: 'departure', at: at(ms), server: this.info(name, ms), how };
  }

  info(name: string, ms: number): ServerInfo {
    const { domain, cluster, version, run, jetstream, tags } = this.server(name);
    return {
      name: serverName(name),
      id: serverId(`${name}-run${run}`),
      version,
      cluster: clusterName(cluster),
      domain: domainName(domain),
      tags,
      jetstream,
      seq: ms,
      time: serverMs(at(ms) + clockSkew),
    };
  }

  private round(request: RequestKind, ms: number, spec: Partial<Round> = {}): Observation {
    const ids: Partial<Record<RequestKind, number>> = { liveness: 0, placement: 1 };
    const round: Round = {
      id: ms * 10 + (ids[request] ?? 2),
      request,
      startedAt: at(ms),
      endedAt: at(ms + 5),
      answered: this.up,
      undecodable: [],
      interrupted: false,
      ...spec,
    };
    return { kind: 'round', round };
  }

  private jsz(name: string, ms: number, accounts: readonly AccountDetail[]): JszReply {
    const streams = accounts.reduce((sum, account) => sum + account.streams.length, 0);
    return { server: this.info(name, ms), totals: { ...totals, streams }, meta: this.meta(name), accounts };
  }

  private statszReply(name: string, ms: number): StatszReply {
    return {
      server: this.info(name, ms),
      load: { ...load, started: serverMs(at(this.server(name).started) + clockSkew), receivedMessages: ms + 4_000_000 },
      activeServers: this.up.length,
      jetstream: totals,
      meta: this.meta(name),
    };
  }

  private meta(name: string): MetaFacts | null {
    const { domain, jetstream, version } = this.server(name);
    if (!jetstream) return null;
    const leader = this.state.metaLeaders[domain] ?? null;
    const members = this.membersOf(domain);
    const listsPeers = leader === name || (!version.startsWith('2.10') && !version.startsWith('2.9'));
    const rows = members
      .filter((member) => member !== name || leader === null)
      .map((member) => (leader === name ? peerRow(member, this.state.metaRows[member]) : noiseRow(member)));
    return {
      leader: leader === null ? null : serverName(leader),
      peer: leader === null ? null : peerOf(leader),
      size: members.length,
      replicas: listsPeers ? rows : null,
      pendingRequests: 0,
      quorumNeeded: null,
      rescue: false,
      snapshot: null,
    };
  }

  private membersOf(domain: string): readonly string[] {
    const own = this.state.servers.filter((server) => server.domain === domain && server.jetstream);
    return this.state.members[domain] ?? own.map(({ name }) => name);
  }

  private accountsOf(name: string): readonly AccountDetail[] {
    const local = this.state.streams.filter(({ on }) => on.includes(name));
    const accounts = [...new Set(local.map(({ account }) => account))];
    return accounts.map((account) =>
      accountDetail(
        account,
        local.filter((stream) => stream.account === account).map((stream) => this.detail(stream, name)),
      ),
    );
  }

  private detail(stream: StreamSpec, name: string): StreamDetail {
    return {
      name: streamName(stream.name),
      created: serverMs(stream.created),
      group: this.group(stream, name),
      config: stream.config ? streamConfig(stream) : null,
      state: { ...streamState(stream.positions[name] ?? stream.lastSeq), consumers: stream.consumerCount },
      consumers: stream.consumers,
      mirror: null,
      sources: [],
    };
  }

  private group(stream: StreamSpec, name: string): GroupFacts {
    const leads = stream.leader === name;
    const others = stream.on.filter((member) => member !== name || stream.leader === null);
    return {
      cluster: clusterName(this.server(name).cluster),
      leader: stream.leader === null ? null : serverName(stream.leader),
      replicas: others.map((member) => (leads ? peerRow(member, stream.rows[member]) : noiseRow(member))),
      raftGroup: stream.on.length > 1 ? `S-R${stream.on.length}F-${stream.name}` : null,
      leaderSince: leads && stream.leaderSince !== null ? serverMs(stream.leaderSince) : null,
      desired: null,
    };
  }

  private with(change: Partial<State>): TestCluster {
    return new TestCluster({ ...this.state, ...change });
  }
}

export function aCluster(): TestCluster {
  return new TestCluster({ servers: [], streams: [], metaLeaders: {}, members: {}, metaRows: {} });
}

export const live = (ms = -1): Observation => ({ kind: 'link', at: at(ms), link: 'live' });

/** The leader's row of a follower that is well. */
export function peerRow(name: string, change: Partial<PeerFacts> = {}): PeerFacts {
  const row = { current: true, offline: false, active: 300, lag: 0, pending: false };
  return { name: serverName(name), peer: peerOf(name), ...row, ...change };
}

/** What followers say of each other in perfect health: noise. */
export function noiseRow(name: string): PeerFacts {
  return peerRow(name, { current: false, active: null, lag: 4711 });
}

export function streamState(lastSeq: Count): StreamState {
  return {
    messages: lastSeq,
    bytes: 1024,
    firstSeq: 1,
    firstTime: null,
    lastSeq,
    lastTime: null,
    subjects: 1,
    deleted: 0,
    lost: 0,
    consumers: 0,
  };
}

export function streamConfig({ name, replicas }: Pick<StreamSpec, 'name' | 'replicas'>): StreamConfig {
  return {
    subjects: [`${name}.>`],
    description: '',
    retention: 'limits',
    storage: 'file',
    replicas,
    maxMessages: 'unlimited',
    maxBytes: 'unlimited',
    maxAge: 'unlimited',
    discard: 'old',
    placementCluster: null,
    placementTags: [],
    mirrorOf: null,
    sourcesOf: [],
    sealed: false,
    other: {},
  };
}

export function aConsumer(name: string, change: Partial<ConsumerDetail> = {}): ConsumerDetail {
  const position = { consumerSeq: 5, streamSeq: 5, lastActive: null };
  return {
    name: consumerName(name),
    created: serverMs(0),
    group: null,
    config: null,
    delivered: position,
    ackFloor: position,
    ackPending: 0,
    redelivered: 0,
    waiting: 1,
    pending: 10,
    pushBound: false,
    paused: false,
    ...change,
  };
}

function accountDetail(account: string, streams: readonly StreamDetail[]): AccountDetail {
  const amounts = { memory: 0, storage: 0, reservedMemory: 'unlimited', reservedStorage: 'unlimited' } as const;
  return { id: accountId(account), name: account, ...amounts, streams };
}

const totals: JszTotals = {
  disabled: false,
  maxMemory: 1e9,
  maxStorage: 1e10,
  memory: 0,
  storage: 0,
  reservedMemory: 0,
  reservedStorage: 0,
  haAssets: 0,
  apiTotal: 0,
  apiErrors: 0,
  apiInflight: 0,
  streams: 0,
  consumers: 0,
  messages: 0,
  bytes: 0,
  uniqueTag: null,
  maxHaAssets: null,
};

const load = {
  memory: 1e8,
  cpu: 1,
  cores: 4,
  connections: 3,
  subscriptions: 50,
  sentMessages: 0,
  sentBytes: 0,
  receivedBytes: 0,
  slowConsumers: 0,
  routes: 4,
};
