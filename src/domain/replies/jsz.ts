import type { Count, Limit } from '../count';
import type { AccountId, ConsumerName, StreamName } from '../ids';
import type { DurationMs, ServerMs } from '../time';
import type { GroupFacts, MetaFacts } from './raft';
import type { ServerInfo } from './server';

/** `$SYS.REQ.SERVER.*.JSZ`. `accounts` is empty unless details were asked for. */
export interface JszReply {
  readonly server: ServerInfo;
  readonly totals: JszTotals;
  /** `null` where JetStream is disabled (also right after the server was removed) or not clustered. */
  readonly meta: MetaFacts | null;
  readonly accounts: readonly AccountDetail[];
}

/** Totals of one server. Streams, messages and bytes count the local copies: an R3 stream counts on three servers. */
export interface JszTotals {
  readonly disabled: boolean;
  /** Bytes. */
  readonly maxMemory: Limit;
  readonly maxStorage: Limit;
  readonly memory: Count;
  readonly storage: Count;
  readonly reservedMemory: Limit;
  readonly reservedStorage: Limit;
  readonly haAssets: number;
  readonly apiTotal: Count;
  readonly apiErrors: Count;
  readonly apiInflight: number | null;
  readonly streams: number;
  readonly consumers: number;
  readonly messages: Count;
  readonly bytes: Count;
  /** `jetstream { unique_tag }`: copies of one stream go to servers that differ in the tag that begins so. */
  readonly uniqueTag: string | null;
  /** `jetstream { limits { max_ha_assets } }`, told from 2.11 on. `null`: none, or not told. */
  readonly maxHaAssets: number | null;
}

/** One account on one server; streams with a copy there only. The whole body of `$SYS.REQ.ACCOUNT.<acc>.JSZ`. */
export interface AccountDetail {
  readonly id: AccountId;
  /** Friendly name; equals `id` in configuration mode. */
  readonly name: string;
  readonly memory: Count;
  readonly storage: Count;
  readonly reservedMemory: Limit;
  readonly reservedStorage: Limit;
  readonly streams: readonly StreamDetail[];
}

/** A stream as one server with a copy sees it. */
export interface StreamDetail {
  readonly name: StreamName;
  readonly created: ServerMs | null;
  /** `null` for a server without clustering. */
  readonly group: GroupFacts | null;
  /** `null` unless the configuration was asked for. */
  readonly config: StreamConfig | null;
  /** The responder's own copy. */
  readonly state: StreamState;
  /** `null` unless consumers were asked for. */
  readonly consumers: readonly ConsumerDetail[] | null;
  readonly mirror: SourceFacts | null;
  readonly sources: readonly SourceFacts[];
}

export interface StreamState {
  readonly messages: Count;
  readonly bytes: Count;
  readonly firstSeq: Count;
  readonly firstTime: ServerMs | null;
  readonly lastSeq: Count;
  readonly lastTime: ServerMs | null;
  readonly subjects: number;
  /** Messages deleted between the first and the last. */
  readonly deleted: number;
  /** Messages that a server could not read back from its disk. */
  readonly lost: number;
  readonly consumers: number;
}

export type Retention = 'limits' | 'interest' | 'workqueue';
export type Storage = 'file' | 'memory';

/** What the screens name by itself is typed; every other field is kept, as it came, in `other`. */
export interface StreamConfig {
  readonly subjects: readonly string[];
  readonly description: string;
  /** `null`: a value this console does not know. */
  readonly retention: Retention | null;
  readonly storage: Storage | null;
  readonly replicas: number;
  readonly maxMessages: Limit;
  readonly maxBytes: Limit;
  /** 0 is "no limit" in the protocol and `unlimited` here. Nanoseconds become ms. */
  readonly maxAge: DurationMs | 'unlimited';
  readonly discard: 'old' | 'new' | null;
  readonly placementCluster: string | null;
  readonly placementTags: readonly string[];
  readonly mirrorOf: string | null;
  readonly sourcesOf: readonly string[];
  readonly sealed: boolean;
  readonly other: Readonly<Record<string, unknown>>;
}

export interface SourceFacts {
  readonly name: string;
  /** Messages. */
  readonly lag: Count;
  /** `null`: never heard. */
  readonly active: DurationMs | null;
  readonly error: string | null;
  /** Prefix of the API of the account or domain where it is; left out: this one. */
  readonly external?: string;
}

export interface ConsumerDetail {
  readonly name: ConsumerName;
  readonly created: ServerMs | null;
  readonly group: GroupFacts | null;
  readonly config: ConsumerConfig | null;
  readonly delivered: ConsumerPosition;
  readonly ackFloor: ConsumerPosition;
  readonly ackPending: Count;
  readonly redelivered: Count;
  readonly waiting: Count;
  /** Known to the leader only; followers say 0. */
  readonly pending: Count;
  readonly pushBound: boolean;
  readonly paused: boolean;
}

export interface ConsumerPosition {
  readonly consumerSeq: Count;
  readonly streamSeq: Count;
  readonly lastActive: ServerMs | null;
}

export interface ConsumerConfig {
  readonly durable: boolean;
  readonly description: string;
  /** Set for push consumers. */
  readonly deliverSubject: string | null;
  readonly ackPolicy: string;
  readonly deliverPolicy: string;
  readonly filterSubjects: readonly string[];
  /** 0: as many as the stream. */
  readonly replicas: number;
  readonly memory: boolean;
  readonly maxAckPending: Limit;
  readonly ackWait: DurationMs | null;
  readonly maxDeliver: Limit;
  readonly other: Readonly<Record<string, unknown>>;
}
