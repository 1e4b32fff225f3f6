import type { AccountId, DomainName, ServerName, StreamName } from '../ids';
import type { StreamState } from '../replies/jsz';
import type { LocalMs, ServerMs } from '../time';

/**
 * Every stream that was ever reported and has not provably gone. An R1 stream on a dead server vanishes from every reply:
 * without this the list would shrink in silence.
 */
export interface Inventory {
  readonly blocks: ReadonlyMap<BlockKey, ReadonlyMap<StreamName, RememberedStream>>;
}

/** Domain and account, as one key. */
export type BlockKey = string;

export interface RememberedStream {
  readonly domain: DomainName;
  readonly account: AccountId;
  readonly accountName: string;
  readonly name: StreamName;
  /** Configured copies, when they were known. */
  readonly replicas: number | null;
  readonly created: ServerMs | null;
  /** The last known members. */
  readonly holders: readonly ServerName[];
  /** When a server last reported it. */
  readonly lastSeen: LocalMs;
  readonly state: StreamState | null;
}

export function emptyInventory(): Inventory {
  return { blocks: new Map() };
}

export function blockKey(domain: DomainName, account: AccountId): BlockKey {
  return `${domain}\n${account}`;
}
