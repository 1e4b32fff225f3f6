import type { Count, Limit } from '../count';
import type { AccountId, ClusterName, ServerId, ServerName } from '../ids';
import type { DurationMs, ServerMs } from '../time';
import type { MetaFacts } from './raft';
import type { ServerInfo } from './server';

/** `$SYS.REQ.SERVER.PING.IDZ` (2.10+): the cheapest sign of life, without the usual envelope. */
export interface IdzReply {
  readonly name: ServerName;
  readonly id: ServerId;
}

/** VARZ: what the summary replies lack. Hosts, ports and paths are left out on purpose. */
export interface VarzReply {
  readonly server: ServerInfo;
  readonly started: ServerMs;
  readonly configLoaded: ServerMs | null;
  /** 2.11+. Equal digests mean equal configuration text. */
  readonly configDigest: string | null;
  /** Bytes. */
  readonly maxPayload: Count;
  readonly maxPending: Count;
  readonly maxConnections: Limit;
  readonly connections: number;
  readonly slowConsumers: Count;
  readonly cores: number;
  /** Threads that the server may use at once; fewer than `cores` in a limited container. */
  readonly maxProcs: number | null;
  /** Bytes; 2.10+. `null`: no limit known. */
  readonly memoryLimit: Count | null;
  readonly gitCommit: string | null;
  readonly goVersion: string | null;
  readonly systemAccount: AccountId | null;
  readonly websocketOrigins: readonly string[];
  readonly meta: MetaFacts | null;
}

/** ROUTEZ. Servers hold several routes to each peer (a pool since 2.10): group by `remote`. */
export interface RoutezReply {
  readonly server: ServerInfo;
  readonly routes: readonly RouteFacts[];
}

export interface RouteFacts {
  readonly remoteId: ServerId;
  /** Before 2.10 empty in some servers; then `null`. */
  readonly remote: ServerName | null;
  readonly rtt: DurationMs | null;
  /** Bytes that wait to be sent. */
  readonly pendingBytes: Count;
  readonly inMessages: Count;
  readonly outMessages: Count;
  /** Set for a route that carries one account only. */
  readonly account: AccountId | null;
  readonly compression: string | null;
}

/** GATEWAYZ. Inbound connections are spread: only servers that hold some list them. */
export interface GatewayzReply {
  readonly server: ServerInfo;
  /** Cluster that this server speaks for; `null` where it has no gateway. */
  readonly own: ClusterName | null;
  readonly outbound: readonly GatewayFacts[];
  readonly inbound: readonly GatewayFacts[];
}

/** One connection with another cluster; a cluster with several inbound ones has several rows. */
export interface GatewayFacts {
  readonly cluster: ClusterName;
  readonly configured: boolean;
  /** The id of the remote server, on all versions from 2.9.10 to 2.15.1 (the field is called `name`). */
  readonly remoteId: ServerId | null;
  readonly rtt: DurationMs | null;
  /** Bytes that wait to be sent. */
  readonly pendingBytes: Count;
  readonly uptimeText: string | null;
}

/** LEAFZ. */
export interface LeafzReply {
  readonly server: ServerInfo;
  readonly leafs: readonly LeafFacts[];
}

export interface LeafFacts {
  /** Name of the remote server; not in 2.9. */
  readonly remote: ServerName | null;
  /** The account that is joined, by its name on this side. */
  readonly account: AccountId;
  /** This server is the leaf node of the connection (`true`), or its hub. Not in 2.9: `null`. */
  readonly spoke: boolean | null;
  readonly rtt: DurationMs | null;
  readonly inMessages: Count;
  readonly outMessages: Count;
  readonly subscriptions: number;
  /** 2.10+. */
  readonly compression: string | null;
}

/** ACCOUNTZ without details: names in configuration mode, public keys in operator mode. */
export interface AccountzReply {
  readonly server: ServerInfo;
  readonly systemAccount: AccountId | null;
  readonly accounts: readonly AccountId[];
}

/** HEALTHZ. */
export interface HealthzReply {
  readonly server: ServerInfo;
  readonly status: 'ok' | 'unavailable' | 'error' | 'unknown';
  /** 2.10+. */
  readonly statusCode: number | null;
  readonly error: string | null;
  /** With `details` only (2.10+). */
  readonly details: readonly HealthDetail[];
}

export interface HealthDetail {
  readonly type: string;
  readonly account: AccountId | null;
  readonly stream: string | null;
  readonly consumer: string | null;
  readonly error: string;
}

/** CONNZ, one page. Client addresses are left out on purpose. */
export interface ConnzReply {
  readonly server: ServerInfo;
  readonly total: number;
  readonly offset: number;
  readonly limit: number;
  readonly connections: readonly ConnectionFacts[];
}

export interface ConnectionFacts {
  readonly cid: number;
  /** What the client calls itself. */
  readonly name: string | null;
  readonly kind: string | null;
  readonly type: string | null;
  readonly language: string | null;
  readonly version: string | null;
  /** With `auth` only. */
  readonly account: AccountId | null;
  readonly user: string | null;
  readonly started: ServerMs;
  readonly lastActive: ServerMs | null;
  readonly stopped: ServerMs | null;
  readonly reason: string | null;
  readonly rtt: DurationMs | null;
  readonly pendingBytes: Count;
  readonly inMessages: Count;
  readonly outMessages: Count;
  readonly inBytes: Count;
  readonly outBytes: Count;
  readonly subscriptions: number;
}

/** `$SYS.REQ.USER.INFO` (2.10+): who we are, by the server that we are connected with. */
export interface UserInfoReply {
  readonly server: ServerInfo | null;
  readonly user: string;
  readonly account: AccountId;
  readonly accountName: string | null;
  /** `null`: everything is allowed. */
  readonly permissions: UserPermissions | null;
  /** Time left, when the reply was made, until the login expires; `null` where it does not. */
  readonly expiresIn: DurationMs | null;
}

export interface UserPermissions {
  readonly publish: SubjectPermissions;
  readonly subscribe: SubjectPermissions;
}

export interface SubjectPermissions {
  /** `null`: all but what is denied. */
  readonly allow: readonly string[] | null;
  readonly deny: readonly string[];
}

/** `$SYS.ACCOUNT.<acc>.CONNECT` and `.DISCONNECT`. Client addresses are left out on purpose. */
export interface ClientEvent {
  readonly kind: 'connect' | 'disconnect';
  readonly id: string;
  readonly time: ServerMs | null;
  readonly server: ServerInfo;
  readonly account: AccountId | null;
  readonly user: string | null;
  readonly cid: number | null;
  readonly clientName: string | null;
  /** Of a disconnect. */
  readonly reason: string | null;
}
