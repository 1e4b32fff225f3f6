import type { ClusterModel } from '../domain/cluster/model';
import type { AccountId, DomainName, ServerName } from '../domain/ids';
import type { DurationMs, LocalMs } from '../domain/time';
import type { Transport } from '../transport/transport';

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
  /** Tokens of the subject under which the API of an account is reached in a domain; `null`: it is not. */
  readonly apiPrefix: (account: AccountId, domain: DomainName) => readonly string[] | null;
  /** Reads again, now; resolves with who answered, when the model has what it brought. */
  readonly read: (reading: Reading) => Promise<ReadonlySet<ServerName>>;
  /** Runs while nothing else does that asked for the same; `null`: something does. Among all pages of the browser, where it can tell. */
  readonly exclusively: <T>(run: () => Promise<T>) => Promise<T | null>;
}
