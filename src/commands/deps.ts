import type { ClusterModel } from '../domain/cluster/model';
import type { DurationMs, LocalMs } from '../domain/time';
import type { Transport } from '../transport/transport';

/** What commands need of the running session. */
export interface CommandDeps {
  readonly transport: Transport;
  readonly clock: { now(): LocalMs; after(delay: DurationMs, run: () => void): () => void };
  /** `null` until anything is known of the cluster. */
  readonly model: () => ClusterModel | null;
  /** The login is an observer's: its requests are answered through imports, and none of them changes anything. */
  readonly isReadOnly: () => boolean;
  /** Reads the meta group again, now; resolves when the model has what it brought. */
  readonly refreshMeta: () => Promise<void>;
}
