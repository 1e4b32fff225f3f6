import type {
  AccountModel,
  ConsumerModel,
  MetaGroup,
  RoundModel,
  ServerModel,
  StreamModel,
} from '../domain/cluster/model';
import type { Credentials } from '../domain/access/credentials';
import type { AccessReport, OwnConnection } from '../domain/access/route';
import type { ActivityRow } from '../domain/activity';
import type { AuditEntry } from '../domain/audit/entry';
import type { ClientList } from '../domain/command/clients';
import type { AuditTarget } from '../domain/audit/target';
import type { Command, Outcome, Plan } from '../domain/command/command';
import type { EvacuationRefusal, EvacuationRequest, EvacuationRun } from '../domain/evacuate/model';
import type { Finding } from '../domain/diagnosis/finding';
import type { AccountId, ServerId, StreamKey } from '../domain/ids';
import type { InsideFailure, InsideRequest } from '../domain/inside/ops';
import type { LagBoard, LagSeries } from '../domain/lag-history/model';
import type { Leaderships } from '../domain/meta/leaderships';
import type { LinkState } from '../domain/observation';
import type { RaftLog } from '../domain/raft-log/model';
import type { UserPermissions } from '../domain/replies/servers';
import type { Summary } from '../domain/summary/summary';
import type { DurationMs, LocalMs } from '../domain/time';
import type { TopologyModel } from '../domain/topology/model';
import type { Result } from '../lib/result';

/** Raised with every incompatible change; a page and an engine of different builds must not talk. */
export const protocolVersion = 1;

/** Messages of the page. Everything is structured-clonable. */
export type ToEngine =
  | { readonly type: 'req'; readonly id: number; readonly op: OpName; readonly args: unknown }
  | { readonly type: 'abort'; readonly id: number }
  | { readonly type: 'watch'; readonly id: number; readonly topic: TopicName; readonly filter: TopicFilter }
  | { readonly type: 'unwatch'; readonly id: number }
  | { readonly type: 'visible'; readonly on: boolean }
  /** The page has applied that many patches. At most two are ever unacknowledged. */
  | { readonly type: 'credit'; readonly n: number };

/** Messages of the engine. Any message counts as a sign of life. */
export type FromEngine =
  | { readonly type: 'hello'; readonly protocol: number; readonly build: string; readonly entry: EngineEntry }
  | { readonly type: 'res'; readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly type: 'res'; readonly id: number; readonly ok: false; readonly error: OpError }
  | PatchMessage
  | { readonly type: 'beat'; readonly seq: number; readonly at: LocalMs; readonly link: LinkState }
  | { readonly type: 'fault'; readonly what: string }
  | { readonly type: 'status'; readonly status: EngineStatus };

export type EngineEntry = 'full' | 'read';

/** Changed rows of one watch. A new `epoch` or a gap in `seq` means: drop everything, a snapshot follows. */
export interface PatchMessage {
  readonly type: 'patch';
  readonly watch: number;
  readonly topic: TopicName;
  readonly epoch: number;
  readonly seq: number;
  /** Rows that the whole topic has once all batches of this change have arrived. */
  readonly count: number;
  readonly rows: readonly { readonly handle: number; readonly row: unknown }[];
  readonly gone: readonly number[];
  /** False while further batches of the same change follow. */
  readonly last: boolean;
}

/** Row type of each topic. `cluster` and `topology` have exactly one row. */
export interface Topics {
  readonly cluster: ClusterRow;
  readonly servers: ServerModel;
  readonly streams: StreamModel;
  /** Of the stream in the filter, else of all; the engine polls the details of their accounts while watched. */
  readonly consumers: ConsumerModel;
  readonly activity: ActivityRow;
  /** Changes that were asked for from this browser, and what came of them. */
  readonly audit: AuditEntry;
  /** Who led each meta group since the engine looks. */
  readonly leaderships: Leaderships;
  /** One row at most: the evacuation that this engine drives, or drove last. */
  readonly evacuation: EvacuationRun;
  /** One row. Needs a stream in the filter; the engine asks its group for its log while watched. */
  readonly raftLog: RaftLog;
  /** One row: copies that are behind, the worst first. */
  readonly lag: LagBoard;
  /** How far behind over time: the copies of the stream in the filter, else the worst of the board. */
  readonly lagHistory: LagSeries;
  /** The engine asks for the links between servers only while this is watched. */
  readonly topology: TopologyModel;
}
export type TopicName = keyof Topics;
export interface TopicFilter {
  readonly stream?: StreamKey;
}

/** What every screen needs: small, sent whole when any of it changed. */
export interface ClusterRow {
  /** Identity of the cluster in URLs and stores: the cluster's name, made safe. */
  readonly key: string;
  readonly name: string;
  readonly now: LocalMs;
  readonly link: LinkState;
  readonly metas: readonly MetaGroup[];
  readonly accounts: readonly AccountModel[];
  readonly rounds: readonly RoundModel[];
  readonly findings: readonly Finding[];
  readonly summary: Summary;
}

export interface EngineStatus {
  readonly link: LinkState;
  /** Server the connection is with, by name; `null` while none. */
  readonly connectedTo: string | null;
  readonly identity: Identity | null;
  readonly problem: ConnectProblem | null;
  readonly nextAttemptIn: DurationMs | null;
  readonly traffic: { readonly requests: number; readonly bytesIn: number; readonly undecodable: number };
}

/** Who we are to the cluster, as far as it tells. */
export interface Identity {
  readonly user: string | null;
  readonly account: string | null;
  /** `system`: member of the system account. `observer`: its requests are answered through imports. */
  readonly role: 'system' | 'observer' | 'unknown';
  /** Requests that were refused or not answered at connect, by their short name (for example `JSZ`). */
  readonly missing: readonly string[];
  readonly expires: LocalMs | null;
  /** The page came over plain http, where a browser offers no locks among tabs and no safe keys. */
  readonly readOnly?: boolean;
  /** As USER.INFO tells them (2.10+). `null`: everything, as far as anybody told. */
  readonly permissions: UserPermissions | null;
}

export interface ConnectRequest {
  /** `ws:` or `wss:` URLs without credentials. */
  readonly urls: readonly string[];
  readonly credentials: Credentials;
  readonly inboxPrefix: string | null;
  /** Account prefix pattern for `$JS.API` imports. */
  readonly accountPrefix: string;
  /** Where changes are written down beside this browser; none unless told. */
  readonly audit?: AuditTarget | null;
  /** Nothing is to be changed from this page, whatever the login may: see `Identity.readOnly`. */
  readonly readOnly?: boolean;
}

/** A login of one account, for what the login in use cannot do there. */
export interface AccountLogin {
  /** The account that it has to be of; `null`: whichever it is of. */
  readonly account: AccountId | null;
  /** None: those of the login in use. */
  readonly urls: readonly string[];
  readonly credentials: Credentials;
  readonly inboxPrefix: string | null;
}

export type ConnectProblemCode =
  | 'invalidUrl'
  | 'mixedContent'
  | 'blockedByPolicy'
  | 'unreachable'
  | 'wrongPassword'
  | 'badCredentials'
  | 'expiredCredentials'
  | 'notSystemAccount'
  | 'permissionsMissing'
  | 'jetstreamDisabled'
  | 'unreadable'
  | 'connectionLimit'
  | 'noReply'
  | 'engineLost'
  | 'unknown';

/** Why a connection failed, as a code; the page has the words, the likely causes and the configuration that helps. */
export interface ConnectProblem {
  readonly code: ConnectProblemCode;
  readonly url: string | null;
  /** Short text of the server or client, cleaned of credentials; shown literally. */
  readonly detail: string | null;
}

/** Request operations: name to arguments and value. Both sides take their types from here. */
export interface Ops {
  readonly connect: { readonly args: ConnectRequest; readonly value: Identity };
  /** Log in again after an engine crash with the copy that only an engine can open. */
  readonly reconnectSealed: { readonly args: SealedLogin; readonly value: Identity };
  /** A sealed copy of the login in use; `null` where the browser offers no key store. */
  readonly seal: { readonly args: null; readonly value: SealedLogin | null };
  readonly disconnect: { readonly args: null; readonly value: null };
  readonly refresh: { readonly args: null; readonly value: null };
  /** The log of everything taken in, as JSON lines without credentials. */
  readonly recording: { readonly args: null; readonly value: string };
  readonly planCommand: { readonly args: Command; readonly value: Plan };
  readonly runCommand: { readonly args: Plan; readonly value: Outcome };
  /** How the API of each account is reached. */
  readonly accountAccess: { readonly args: null; readonly value: AccessReport };
  /** Logs in to an account of its own, beside the login in use. Kept in memory until that ends. */
  readonly connectAccount: { readonly args: AccountLogin; readonly value: OwnConnection };
  readonly disconnectAccount: { readonly args: AccountId; readonly value: null };
  /** Clients of a server, asked for at each call; `null`: it does not answer. */
  readonly clients: { readonly args: ServerId; readonly value: ClientList | null };
  /** What is in an account's streams: the questions of `InsideOps`, with values of theirs. */
  readonly inside: { readonly args: InsideRequest; readonly value: Result<unknown, InsideFailure> };
  /** `null`: done as asked. */
  readonly evacuate: { readonly args: EvacuationRequest; readonly value: EvacuationRefusal | null };
}
export type OpName = keyof Ops;

export interface SealedLogin {
  readonly iv: Uint8Array;
  readonly data: Uint8Array;
}

export type OpError =
  | { readonly code: 'connect'; readonly problem: ConnectProblem }
  | { readonly code: 'aborted' }
  | { readonly code: 'engineLost' }
  | { readonly code: 'notAvailable' }
  | { readonly code: 'refused'; readonly reason: string }
  /** The login is of another account than the one asked for; `null`: the server does not tell of which (2.9). */
  | { readonly code: 'wrongAccount'; readonly account: string | null }
  | { readonly code: 'bug'; readonly detail: string };
