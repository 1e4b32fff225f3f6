import type { NatsConnection } from 'nats.ws';
import type { DurationMs } from '../domain/time';
import type { Result } from '../lib/result';
import type { Subject } from './subject';
import type { ConnectedServer, LinkProblem, Unsubscribe } from './transport';

/** One socket with one server, logged in. It ends once and never comes back: reconnecting is not its business. */
export interface Link {
  readonly server: ConnectedServer;
  /** Bytes of the largest message that the server takes. */
  readonly maxPayload: number;
  /** The client library's own connection, for what an account's client does: `account-client`. */
  readonly native: NatsConnection | null;
  publish(message: Outgoing): void;
  subscribe(subject: Subject, handler: LinkHandler): Unsubscribe;
  /** Resolves with the answer to a PING; rejects when the link ends first. */
  ping(): Promise<void>;
  /** Number of socket messages so far: grows while the server sends anything, even half a reply. */
  heard(): number;
  /** Calls back when a publish was refused, with its subject. */
  onDenied(listener: (subject: string) => void): Unsubscribe;
  /** Calls back once, at the end; `null` for an end without a stated reason. At once if it has ended. */
  onEnd(listener: (problem: LinkProblem | null) => void): Unsubscribe;
  /** Ends it without waiting for anybody. */
  drop(): void;
}

export interface Outgoing {
  readonly subject: Subject;
  readonly body: Uint8Array;
  readonly reply: Subject;
  readonly gzip: boolean;
}

export interface LinkHandler {
  readonly message: (message: LinkMessage) => void;
  /** The server refuses the subscription. */
  readonly denied: () => void;
}

export interface LinkMessage {
  readonly subject: string;
  readonly payload: Uint8Array;
  readonly headers: ReadonlyMap<string, string>;
  /** Both as in `Reply`. */
  readonly status?: number;
  readonly added?: ReadonlyMap<string, string>;
  /** The server's word that nobody listens there, instead of a reply. */
  readonly noResponders: boolean;
}

/** Opens a socket and logs in. Gives up by itself after `timeoutMs`, or with the signal. */
export type Dial = (
  url: string,
  options: { readonly timeoutMs: DurationMs; readonly signal: AbortSignal },
) => Promise<Result<Link, LinkProblem>>;
