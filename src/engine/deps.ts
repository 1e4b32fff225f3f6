import type { Clock } from '../collect/clock';
import type { OwnConnection } from '../domain/access/route';
import type { AuditLog } from '../domain/audit/log';
import type { ClusterModel } from '../domain/cluster/model';
import type { ClientList } from '../domain/command/clients';
import type { CommandPort } from '../domain/command/command';
import type { EvacuationRefusal, EvacuationRequest, EvacuationRun } from '../domain/evacuate/model';
import type { AccountId, DomainName, ServerId, ServerName } from '../domain/ids';
import type { InsideFailure, InsideRequest } from '../domain/inside/ops';
import type { UserPermissions } from '../domain/replies/servers';
import type { Result } from '../lib/result';
import type { ConnectOptions, LinkProblem, Transport } from '../transport/transport';
import type { AuditStore } from './audit-store';
import type { InventoryStore } from './inventory-store';
import type { AccountLogin, EngineEntry, FromEngine, OpError, ToEngine } from './protocol';
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
  readonly audit: AuditStore;
  /** `null` where the browser has none: then no login can be sealed. */
  readonly keys: KeyStore | null;
  /** Web Locks, which all pages of the browser share; `null` where it has none. */
  readonly locks: Pick<LockManager, 'request'> | null;
  /** `null` in the read-only engine, which holds no code that changes anything. */
  readonly commands: (() => Promise<CommandFactory>) | null;
}

export type CommandFactory = (deps: CommandDeps) => Commands;

/** What `commands/` offers: the port of changes, and the connections of accounts that they may need. */
export interface Commands extends CommandPort {
  connectAccount(login: AccountLogin, signal: AbortSignal): Promise<Result<OwnConnection, OpError>>;
  disconnectAccount(account: AccountId): Promise<void>;
  connections(): readonly OwnConnection[];
  clients(server: ServerId): Promise<ClientList | null>;
  inside(request: InsideRequest, signal: AbortSignal): Promise<Result<unknown, InsideFailure>>;
  /** Ends those connections. */
  stop(): void;
  /** Steers the evacuation of a server; resolves with why it does not begin, `null`: as asked. */
  evacuate(request: EvacuationRequest): Promise<EvacuationRefusal | null>;
  /** One row at most. */
  evacuation(): ReadonlyMap<string, EvacuationRun>;
}

/** What commands need of a running session; as `commands/` names it, which only the full engine may import. */
export interface CommandDeps {
  readonly transport: Transport;
  readonly clock: Clock;
  readonly model: () => ClusterModel | null;
  readonly isReadOnly: () => boolean;
  readonly permissions: () => UserPermissions | null;
  readonly account: () => string | null;
  readonly dial: (login: AccountLogin, signal: AbortSignal) => Promise<Result<Transport, LinkProblem>>;
  /** Where changes are written down. */
  readonly audit: AuditLog;
  readonly attach: (account: { readonly id: AccountId; readonly name: string }, own: Transport | null) => Promise<void>;
  readonly apiPrefix: (account: AccountId, domain: DomainName) => readonly string[] | null;
  readonly read: (
    reading: { readonly kind: 'meta' } | { readonly kind: 'account'; readonly account: AccountId },
  ) => Promise<ReadonlySet<ServerName>>;
  readonly exclusively: <T>(run: () => Promise<T>) => Promise<T | null>;
}

/** One end of a message channel: a worker's own scope, or a `MessagePort`. */
export interface EnginePort {
  postMessage(message: FromEngine): void;
  addEventListener(type: 'message', listener: (event: { readonly data: ToEngine }) => void): void;
  removeEventListener(type: 'message', listener: (event: { readonly data: ToEngine }) => void): void;
  /** Of a `MessagePort` only. */
  start?(): void;
}
