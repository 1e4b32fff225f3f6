import type { LinkState } from '../domain/observation';
import type { DurationMs, LocalMs } from '../domain/time';
import type { Result } from '../lib/result';
import type { Link } from './link';
import type { Subject } from './subject';

/** One connection to the cluster, over whichever of its URLs answers. Survives the loss of sockets and of servers. */
export interface Transport {
  /** Only `live` means that the server answers; an open socket alone is not enough. */
  readonly state: LinkState;
  /** The server of the present socket, from its INFO; `null` while there is none. */
  readonly server: ConnectedServer | null;
  /** The present socket, for `account-client` alone; `null` while there is none. */
  readonly link: Link | null;
  /** Why the link is `refused` or `reconnecting`; `null` while it is fine. */
  readonly problem: LinkProblem | null;
  /** Time until the next attempt to dial; `null` while none is planned. */
  readonly nextAttemptIn: DurationMs | null;
  /** Calls back on each change of `state`, after it. Returns the way to stop that. */
  onState(listener: (state: LinkState) => void): Unsubscribe;
  /**
   * Asks all that listen on a subject and collects their replies until `expect` is met or `deadlineMs` has passed.
   * Fewer replies than expected is a value, none at all an error.
   */
  gather(subject: Subject, body: string, options: GatherOptions): Promise<Result<Gathered, TransportError>>;
  /** Asks for one reply. For reads only: see {@link Transport.change}. */
  request(subject: Subject, body: string, options: RequestOptions): Promise<Result<Reply, TransportError>>;
  /**
   * Sends a request that changes something. Refused with `notLive` unless the link is live, sent once and never again.
   * `outcomeUnknown` means that it was sent and that nothing is known of what became of it.
   */
  change(subject: Subject, body: string, options: ChangeOptions): Promise<Result<Reply, TransportError>>;
  /** Listens until unsubscribed, through every reconnect. */
  subscribe(subject: Subject, handler: SubscriptionHandler): Unsubscribe;
  /** A new subject that replies may come to. */
  inbox(): Subject;
  /** Drops the present socket and tries the next URL at once: for a server that answers PING and nothing else. */
  redial(): void;
  /** Time that the server takes to answer a PING, or why it does not. */
  rtt(): Promise<Result<DurationMs, TransportError>>;
  /** Ends everything; pending requests end with `closed`. */
  close(): void;
  traffic(): Traffic;
}

export type Unsubscribe = () => void;

export interface ConnectedServer {
  /** The URL as it was configured. */
  readonly url: string;
  readonly name: string;
  readonly id: string;
  readonly version: string;
  /** The number (`cid`) of this connection with it; left out where it does not tell. */
  readonly clientId?: number;
}

export interface RequestOptions {
  /** Counted from the call; a reply on its way at that moment is lost. */
  readonly deadlineMs: DurationMs;
  /**
   * Ask for a compressed reply: for large ones (above some 50 KiB), since it costs the server CPU. Without it nothing is
   * decompressed: the headers of a stored message are those of whoever published it.
   */
  readonly gzip?: boolean;
  readonly signal?: AbortSignal;
}

export interface GatherOptions extends RequestOptions {
  /** Ends the gather early: the number of replies, or a function that is given each reply and says when that was the last. */
  readonly expect?: number | ((reply: Reply) => boolean);
  /** Ends it that long after the latest reply. For first discovery only: live servers have been 300 ms apart under load. */
  readonly quietMs?: DurationMs;
  /** Aborted when nothing more is worth waiting for: ends the gather with what there is. */
  readonly enough?: AbortSignal;
}

/** A change cannot be aborted once it is sent, so it takes no signal. */
export interface ChangeOptions {
  readonly deadlineMs: DurationMs;
}

export interface Reply {
  readonly subject: string;
  /** Decompressed. */
  readonly payload: Uint8Array;
  /** Lower-case names; the first value of each. */
  readonly headers: ReadonlyMap<string, string>;
  /** Number in the first line of the headers, such as 204 or 404; left out: none. */
  readonly status?: number;
  /**
   * Exact names; the last value of each, which is the server's own where it adds headers to those of a stored message.
   * Left out: no headers, or some that the client library does not read.
   */
  readonly added?: ReadonlyMap<string, string>;
  /** When it had arrived, before decompression. */
  readonly receivedAt: LocalMs;
}

export interface Gathered {
  /** In order of arrival; at least one, unless all were damaged. */
  readonly replies: readonly Reply[];
  /** Replies that came but could not be unpacked: their servers are not silent, only unread. */
  readonly damaged: readonly UnpackError[];
  /** `expect` was met; without it always false. */
  readonly complete: boolean;
  /** The link was not live from beginning to end: silence in this round says nothing about a server. */
  readonly interrupted: boolean;
  readonly startedAt: LocalMs;
  readonly endedAt: LocalMs;
}

export interface SubscriptionHandler {
  readonly message: (message: Reply) => void;
  /** The server refuses the subscription. Called at every (re)connect that ends so. */
  readonly refused?: () => void;
}

export type UnpackError =
  /** More bytes than the cap once decompressed. */
  | { readonly code: 'tooLarge'; readonly limitBytes: number }
  /** Not what its headers say. */
  | { readonly code: 'damaged' };

export type TransportError =
  | UnpackError
  /** There is no connection: nothing was sent. */
  | { readonly code: 'notConnected' }
  /** A change was asked for while the link was not live: nothing was sent. */
  | { readonly code: 'notLive'; readonly state: LinkState }
  /** The server says that nobody listens there. */
  | { readonly code: 'noResponders' }
  /** The login may not do this. */
  | { readonly code: 'denied'; readonly operation: 'publish' | 'subscribe' }
  /** The request itself is larger than the server takes: nothing was sent. */
  | { readonly code: 'requestTooLarge'; readonly limitBytes: number }
  /** Nothing came before the deadline, on a link that stayed live. */
  | { readonly code: 'timeout' }
  /** Nothing came, and the link was not live all the time. */
  | { readonly code: 'interrupted' }
  /** Of a change: sent, and no reply. Read the state again; never send it again unasked. */
  | { readonly code: 'outcomeUnknown' }
  | { readonly code: 'aborted' }
  | { readonly code: 'closed' };

export interface Traffic {
  readonly requests: number;
  /** Bytes of payload as they came, compressed ones compressed. */
  readonly bytesIn: number;
}

/** Login data. A copy of the engine's own type, which this layer may not know. */
export type LoginData =
  | { readonly kind: 'anonymous' }
  | { readonly kind: 'password'; readonly user: string; readonly password: string }
  | { readonly kind: 'token'; readonly token: string }
  | { readonly kind: 'nkey'; readonly seed: string }
  | { readonly kind: 'creds'; readonly text: string }
  | { readonly kind: 'jwt'; readonly jwt: string };

/** Structurally what the engine is asked to connect with; the options after it have defaults. */
export interface ConnectOptions {
  /** `ws:` or `wss:`, tried in that order. */
  readonly urls: readonly string[];
  readonly credentials: LoginData;
  /** First tokens of the subjects that replies go to; `_INBOX` when `null`. */
  readonly inboxPrefix: string | null;
  /** How long one dial may take, from opening the socket to the answered login: short, so that a frozen host holds nobody. 2,000 unless told. */
  readonly dialTimeoutMs?: DurationMs;
  /** Between two PINGs; the link is stale 2,000 after one without an answer, and given up 3,000 later. 10,000 unless told. */
  readonly pingIntervalMs?: DurationMs;
  /** Cap on one decompressed reply. 64 MiB unless told. */
  readonly maxReplyBytes?: number;
}

export type LinkProblemCode =
  | 'invalidUrl'
  | 'mixedContent'
  | 'blockedByPolicy'
  | 'unreachable'
  | 'wrongPassword'
  | 'badCredentials'
  | 'expiredCredentials'
  | 'connectionLimit'
  | 'noReply'
  | 'unknown';

/** Why a connection failed or ended. Its codes are a part of the engine's `ConnectProblemCode`. */
export interface LinkProblem {
  readonly code: LinkProblemCode;
  readonly url: string | null;
  /** Short text of the server or the client library, cleaned of credentials. */
  readonly detail: string | null;
}

/** Time and chance, so that tests hold both. */
export interface Clock {
  now(): LocalMs;
  /** Calls back once, after that long. Returns the way to prevent it. */
  after(delay: DurationMs, run: () => void): () => void;
  /** Uniform in [0, 1). */
  random(): number;
}
