import type { Clock } from '../collect/clock';
import type { ClusterModel } from '../domain/cluster/model';
import type { CommandPort } from '../domain/command/command';
import type { Result } from '../lib/result';
import type { ConnectOptions, LinkProblem, Transport } from '../transport/transport';
import type { InventoryStore } from './inventory-store';
import type { EngineEntry, FromEngine, ToEngine } from './protocol';
import type { KeyStore } from './seal';

/** What the engine needs of its surroundings. It knows no worker and no page: it runs in plain Node as well. */
export interface EngineDeps {
  readonly entry: EngineEntry;
  readonly build: string;
  readonly clock: Clock;
  readonly connectTransport: (
    options: ConnectOptions,
    clock: Clock,
    signal: AbortSignal,
  ) => Promise<Result<Transport, LinkProblem>>;
  readonly inventory: InventoryStore;
  /** `null` where the browser has none: then no login can be sealed. */
  readonly keys: KeyStore | null;
  /** `null` in the read-only engine, which holds no code that changes anything. */
  readonly commands: CommandFactory | null;
}

export type CommandFactory = (deps: CommandDeps) => CommandPort;

/** What commands need of a running session. */
export interface CommandDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly model: () => ClusterModel | null;
  /** The login is an observer's: its requests are answered through imports, and none of them changes anything. */
  readonly isReadOnly: () => boolean;
  /** Reads the meta group again, now; resolves when the model has what it brought. */
  readonly refreshMeta: () => Promise<void>;
}

/** One end of a message channel: a worker's own scope, or a `MessagePort`. */
export interface EnginePort {
  postMessage(message: FromEngine): void;
  addEventListener(type: 'message', listener: (event: { readonly data: ToEngine }) => void): void;
  removeEventListener(type: 'message', listener: (event: { readonly data: ToEngine }) => void): void;
  /** Of a `MessagePort` only. */
  start?(): void;
}
