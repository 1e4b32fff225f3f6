import type { Limit } from '../count';
import type { DurationNs } from '../asset-config/duration';
import type { ClusterName, ConsumerName, DomainName, ServerName, StreamName } from '../ids';
import type { FitContext } from '../placement/fit';
import type { Version } from '../version';
import type { StreamConfig } from './fields';

/** A stream that the account has, as far as it was read. */
export interface ExistingStream {
  readonly name: StreamName;
  readonly config: StreamConfig;
}

/** The limits of an account for streams of one number of replicas, as `$JS.API.INFO` tells them. */
export interface AccountLimits {
  /** Bytes. */
  readonly maxMemory: Limit;
  readonly maxStorage: Limit;
  readonly maxStreams: Limit;
  readonly maxConsumers: Limit;
  readonly maxAckPending: Limit;
  /** Bytes of one stream; 0 and less is no limit. */
  readonly memoryMaxStreamBytes: Limit;
  readonly storageMaxStreamBytes: Limit;
  readonly maxBytesRequired: boolean;
}

/** One set of limits, or one for each number of replicas (`R1`, `R3`, ...); then what has no tier cannot be made. */
export type Limits =
  | { readonly kind: 'flat'; readonly limits: AccountLimits }
  | { readonly kind: 'tiered'; readonly tiers: ReadonlyMap<number, AccountLimits> };

/** The servers that a stream may be put on. */
export interface Room {
  readonly fit: FitContext;
  readonly domain: DomainName;
  /** Where whoever sends the request is connected, which is tried first. `null`: not known. */
  readonly cluster: ClusterName | null;
}

/** The stream that is to be changed. */
export interface Edited {
  readonly config: StreamConfig;
  /** Servers with a copy of it. */
  readonly members: readonly ServerName[];
  readonly consumers: readonly {
    readonly name: ConsumerName;
    readonly inactiveThreshold: DurationNs;
    readonly maxAckPending: Limit;
  }[];
}

/** What is known when a stream is made or changed. Each part that is not known (`null`) leaves its rules out. */
export interface StreamContext {
  /** The lowest in the cluster: see `lowestVersion`. */
  readonly version: Version | null;
  /** All streams of the account. */
  readonly streams: readonly ExistingStream[];
  readonly limits: Limits | null;
  readonly room: Room | null;
  /** `null`: it is to be created. */
  readonly edited: Edited | null;
}

/** The limits that hold for a number of replicas; `null`: this account has no tier for it. */
export function limitsFor(limits: Limits, replicas: number): AccountLimits | null {
  return limits.kind === 'flat' ? limits.limits : (limits.tiers.get(Math.max(1, replicas)) ?? null);
}
