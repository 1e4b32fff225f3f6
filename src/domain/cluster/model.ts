import type { Count } from '../count';
import type {
  AccountId,
  ClusterName,
  ConsumerKey,
  ConsumerName,
  DomainName,
  PeerId,
  ServerId,
  ServerName,
  StreamKey,
  StreamName,
} from '../ids';
import type { AccountAccess, Departure, LinkState, RequestKind, Undecodable } from '../observation';
import type {
  ConsumerConfig,
  ConsumerPosition,
  JszTotals,
  SourceFacts,
  StreamConfig,
  StreamState,
} from '../replies/jsz';
import type { DesiredFacts, MetaSnapshot } from '../replies/raft';
import type { ServerLoad } from '../replies/statsz';
import type { DurationMs, LocalMs, ServerMs } from '../time';
import type { Finding } from '../diagnosis/finding';
import type { Summary } from '../summary/summary';

/** The one picture. Immutable; objects that did not change keep their identity from one assembly to the next. */
export interface ClusterModel {
  readonly now: LocalMs;
  readonly link: LinkState;
  readonly servers: ReadonlyMap<ServerName, ServerModel>;
  /** By JetStream domain: leaf nodes with a domain of their own form a meta group of their own, not a split. */
  readonly metas: ReadonlyMap<DomainName, MetaGroup>;
  readonly accounts: ReadonlyMap<AccountId, AccountModel>;
  readonly streams: ReadonlyMap<StreamKey, StreamModel>;
  readonly consumers: ReadonlyMap<ConsumerKey, ConsumerModel>;
  readonly rounds: ReadonlyMap<RequestKind, RoundModel>;
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

/** Health in five steps. `unknown` is the default branch: never a shade of `ok`. */
export type Mark = 'ok' | 'busy' | 'warn' | 'crit' | 'unknown';

/** What the latest round of one request brought. */
export interface RoundModel {
  readonly request: RequestKind;
  readonly endedAt: LocalMs;
  /** Known servers that were expected to answer. */
  readonly expected: number;
  readonly answered: readonly ServerName[];
  readonly silent: readonly ServerName[];
  readonly undecodable: readonly Undecodable[];
  readonly interrupted: boolean;
}

export type Presence =
  | { readonly kind: 'answering' }
  /** Missed at least one whole round, or announced its shutdown (then `missed` may be 0). `announced` tells an orderly stop from a crash. */
  | {
      readonly kind: 'silent';
      readonly since: LocalMs;
      readonly missed: number;
      readonly announced: Departure | null;
    }
  /** Named by others (a meta peer), never heard since this console looks. */
  | { readonly kind: 'neverHeard' }
  /** Our own connection does not answer: nothing can be said about the server. */
  | { readonly kind: 'unknown' };

export interface ServerModel {
  readonly name: ServerName;
  readonly id: ServerId | null;
  readonly version: string | null;
  readonly cluster: ClusterName | null;
  readonly domain: DomainName;
  readonly tags: readonly string[];
  readonly presence: Presence;
  readonly mark: Mark;
  readonly lastHeard: LocalMs | null;
  readonly jetstream: boolean | null;
  /** From STATSZ; the last known values of a silent server stay, with their age. */
  readonly load: ServerLoad | null;
  readonly loadAt: LocalMs | null;
  /** By the server's own clock, between its last two STATSZ: messages received from clients and routes a second. */
  readonly messageRate: number | null;
  readonly started: ServerMs | null;
  /** The same by this browser's clock: how long it has run is told by its own two readings. */
  readonly upSince: LocalMs | null;
  /** From JSZ; local copies. */
  readonly totals: JszTotals | null;
  readonly totalsAt: LocalMs | null;
  readonly metaRole: MetaRole;
  /** Streams whose leader this server claims to be, in its latest answer. `null` while it is silent. */
  readonly leads: number | null;
  /** Stream copies here: reported by itself, for a silent server the last known ones. `null`: it has not said. */
  readonly copies: number | null;
  /** Streams with their only copy here. */
  readonly onlyCopies: number | null;
}

export type MetaRole = 'leader' | 'member' | 'notMember' | 'unknown';

/** Who leads a Raft group, by self-claim of an answering server only. */
export type Leadership =
  | { readonly kind: 'led'; readonly by: ServerName; readonly since: ServerMs | null }
  /** Nobody who answers claims to lead; members enough for an election answer. `last`: the last claimant. */
  | { readonly kind: 'electing'; readonly last: ServerName | null; readonly since: LocalMs }
  /** Fewer members answer than are needed to elect one. */
  | { readonly kind: 'noQuorum'; readonly last: ServerName | null; readonly since: LocalMs }
  /** No member answered, one that answers has not been read, or our own connection is down. */
  | { readonly kind: 'unknown'; readonly last: ServerName | null };

/** Quorum, always as have / need / of. */
export interface Quorum {
  /** Members that answer. `null`: not known. */
  readonly have: number | null;
  readonly need: number;
  readonly of: number;
}

export interface RaftGroup {
  /** For example `S-R3F-a1b2c3`; `null` for a single copy, which has no Raft group, and below 2.10. */
  readonly name: string | null;
  readonly leadership: Leadership;
  readonly quorum: Quorum;
  readonly desired: DesiredFacts | null;
}

export interface MetaGroup {
  readonly domain: DomainName;
  readonly leadership: Leadership;
  readonly quorum: Quorum;
  readonly mark: Mark;
  readonly peers: readonly MetaPeer[];
  readonly pendingRequests: number | null;
  readonly snapshot: MetaSnapshot | null;
  readonly rescue: boolean;
  /** When the leader's own record was received. */
  readonly asOf: LocalMs | null;
}

export interface MetaPeer {
  /** `null`: a vote kept for a server nobody knows the name of. */
  readonly server: ServerName | null;
  readonly peer: PeerId | null;
  readonly role: 'leader' | 'follower';
  readonly presence: Presence;
  readonly contact: ContactLamp;
  readonly log: LogLamp;
  readonly mark: Mark;
  /** No server answers for this vote, and none has since this console looks. */
  readonly ghost: boolean;
}

/** Lamp 1: did the leader hear from this copy within 2.5 s (fresh), 10 s (late), or longer ago (lost)? */
export type ContactLamp =
  | { readonly kind: 'self' }
  | { readonly kind: 'fresh' | 'late' | 'lost'; readonly age: DurationMs }
  | { readonly kind: 'unknown' };

/** Lamp 2: Raft log entries behind, by the leader's row. Entries, never messages. */
export type LogLamp =
  | { readonly kind: 'leader' }
  | { readonly kind: 'even' }
  | { readonly kind: 'behind'; readonly entries: Count }
  | { readonly kind: 'unknown'; readonly lastEntries: Count | null };

/** Lamp 3: messages behind, by the copy's own `last_seq` against the leader's. Messages, never entries. */
export type StoreLamp =
  | { readonly kind: 'leader' }
  | { readonly kind: 'complete' }
  | { readonly kind: 'behind'; readonly messages: Count; readonly catchUp: CatchUp | null }
  /** A copy that is silent, or answers but has not said for a round where it is: its last known position against the leader's present one. */
  | { readonly kind: 'atMost'; readonly messages: Count; readonly asOf: LocalMs }
  | { readonly kind: 'unknown' };

export interface CatchUp {
  /** 0 to 1. */
  readonly share: number;
  /** Messages a second. */
  readonly rate: number;
  readonly left: DurationMs | null;
}

/** One copy of a stream or consumer. */
export interface ReplicaModel {
  readonly server: ServerName | null;
  readonly peer: PeerId | null;
  readonly role: 'leader' | 'follower' | 'single' | 'pending' | 'unknown';
  readonly presence: Presence;
  readonly contact: ContactLamp;
  readonly log: LogLamp;
  readonly store: StoreLamp;
  readonly mark: Mark;
  /** The copy's own position; the last known one of a silent server. */
  readonly state: StreamState | null;
  readonly asOf: LocalMs | null;
}

export type StreamHealth =
  | 'healthy'
  | 'catchingUp'
  /** A copy is silent or missing, the rest still have a quorum. */
  | 'reduced'
  | 'electing'
  | 'noQuorum'
  /** Every known copy is on servers that do not answer. */
  | 'unreachable'
  | 'unknown';

/** Where the knowledge that this stream exists comes from. */
export type StreamSource =
  /** A server that answers reports a copy. */
  | 'reported'
  /** Nobody reports it now; the inventory knows its copies. */
  | 'remembered'
  /** Only `STREAM.NAMES` of its account tells of it: no server that answers has a copy. */
  | 'named';

/**
 * Each copy counts the consumers that live with it. Those with one copy of their own may live with a follower, so that
 * the leader's count may lack most of them (measured on 2.9.10, 2.10.27 and 2.15.1: 1 of 7).
 */
export interface ConsumerCount {
  readonly count: number;
  /** Every copy has named as many consumers as it counts. Otherwise there are at least so many. */
  readonly complete: boolean;
}

export interface StreamModel {
  readonly key: StreamKey;
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly accountName: string;
  readonly name: StreamName;
  readonly source: StreamSource;
  readonly health: StreamHealth;
  readonly mark: Mark;
  readonly cluster: ClusterName | null;
  /** Configured copies; `null` until the configuration is known. */
  readonly replicas: number | null;
  readonly config: StreamConfig | null;
  readonly group: RaftGroup;
  readonly copies: readonly ReplicaModel[];
  /** How many more servers with a copy may fail before writing stops. `null`: not known. */
  readonly spare: number | null;
  /** The leader's state; without one the most advanced answering copy's; for an unreachable stream the last known. */
  readonly state: StreamState | null;
  /** On all copies; `null` while no copy was reported. */
  readonly consumers: ConsumerCount | null;
  /** When `state` was received; earlier by up to two polls while nothing changes, so that a quiet row stays the same object. */
  readonly asOf: LocalMs | null;
  readonly created: ServerMs | null;
  readonly mirror: SourceFacts | null;
  readonly sources: readonly SourceFacts[];
}

export interface ConsumerModel {
  readonly key: ConsumerKey;
  readonly stream: StreamKey;
  readonly name: ConsumerName;
  /** Another one of the same name was created at another moment. */
  readonly created: ServerMs | null;
  readonly config: ConsumerConfig | null;
  readonly group: RaftGroup;
  readonly copies: readonly ReplicaModel[];
  readonly mark: Mark;
  /** Positions as the leader (else any answering copy) reports them. */
  readonly delivered: ConsumerPosition;
  readonly ackFloor: ConsumerPosition;
  readonly ackPending: Count;
  readonly redelivered: Count;
  readonly waiting: Count;
  /** `null` without an answering leader: followers do not know it. */
  readonly pending: Count | null;
  readonly pushBound: boolean;
  readonly paused: boolean;
  readonly asOf: LocalMs;
}

export interface AccountModel {
  readonly id: AccountId;
  readonly name: string;
  readonly access: AccountAccess;
  /** `complete`: every stream is known. `unknown`: a server is silent and the account cannot be asked. */
  readonly streams: 'complete' | 'unknown';
}
