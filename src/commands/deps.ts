import type { AuditLog } from '../domain/audit/log';
import type { ClusterModel } from '../domain/cluster/model';
import type { AccountId, DomainName, ServerName } from '../domain/ids';
import type { DurationMs, LocalMs } from '../domain/time';
import type { UserPermissions } from '../domain/replies/servers';
import type { AccountLogin } from '../engine/protocol';
import type { Result } from '../lib/result';
import type { LinkProblem, Transport } from '../transport/transport';
import type { Senders } from './senders';

/** What is to be read again for a command. */
export type Reading = { readonly kind: 'meta' } | { readonly kind: 'account'; readonly account: AccountId };

/** What commands need of the running session. */
export interface CommandDeps {
  readonly transport: Transport;
  readonly clock: { now(): LocalMs; after(delay: DurationMs, run: () => void): () => void };
  /** `null` until anything is known of the cluster. */
  readonly model: () => ClusterModel | null;
  /** The login is an observer's: its requests are answered through imports, and none of them changes anything. */
  readonly isReadOnly: () => boolean;
  /** What the login may do, as USER.INFO told it; `null`: everything. */
  readonly permissions: () => UserPermissions | null;
  /** The account of the login; `null`: not told. */
  readonly account: () => string | null;
  /** Connects beside the login in use. */
  readonly dial: (login: AccountLogin, signal: AbortSignal) => Promise<Result<Transport, LinkProblem>>;
  /** Where changes are written down. */
  readonly audit: AuditLog;
  /** An account's own connection is there, or gone (`null`). Resolves when the account was tried over it. */
  readonly attach: (account: { readonly id: AccountId; readonly name: string }, own: Transport | null) => Promise<void>;
  /** Tokens of the subject under which the API of an account is reached in a domain; `null`: it is not. */
  readonly apiPrefix: (account: AccountId, domain: DomainName) => readonly string[] | null;
  /** Reads again, now; resolves with who answered, when the model has what it brought. */
  readonly read: (reading: Reading) => Promise<ReadonlySet<ServerName>>;
  /** Runs while nothing else does that asked for the same; `null`: something does. Among all pages of the browser, where it can tell. */
  readonly exclusively: <T>(run: () => Promise<T>) => Promise<T | null>;
}

/** The same, with the connections over which changes are sent. */
export interface PipeDeps extends CommandDeps {
  readonly senders: Senders;
}
