import type { Count } from '../count';
import type { Mark, Presence } from '../cluster/model';
import type { AccountId, ClusterName, ServerName } from '../ids';
import type { DurationMs, LocalMs } from '../time';

/** How servers are joined: routes within a cluster, gateways between clusters, leaf nodes hanging on a hub. */
export interface TopologyModel {
  readonly clusters: readonly TopologyCluster[];
  /** By cluster, then by name; numbers in names count as numbers. */
  readonly servers: readonly TopologyServer[];
  /** Routes, then gateways, then leaf nodes. */
  readonly links: readonly TopologyLink[];
}

export interface TopologyCluster {
  /** `null`: servers whose cluster nobody has told. */
  readonly name: ClusterName | null;
  /**
   * `leaf`: its servers hang on a hub, a leaf node without a cluster forms one of its own, under its own name.
   * `outside`: only gateways of others name it, its servers are not of this system account.
   */
  readonly kind: 'core' | 'leaf' | 'outside';
  readonly servers: readonly ServerName[];
}

export interface TopologyServer {
  readonly name: ServerName;
  readonly cluster: ClusterName | null;
  /** `null`: only links of others name it. It may run well, but does not answer this system account. */
  readonly presence: Presence | null;
  readonly mark: Mark;
  /** When its newest word on its routes, gateways and leaf connections was received; `null`: no fresh word of all three. */
  readonly asOf: LocalMs | null;
}

export type LinkKind = 'route' | 'gateway' | 'leaf';

/**
 * What one end says. `listed`: it has the connection. `absent`: it answers, and has none. `silent`: it does not answer.
 * `untold`: its word is missing, old, of another run, or cannot be read. `outside`: it is not of this system account.
 */
export type EndWord = 'listed' | 'absent' | 'silent' | 'untold' | 'outside';

/**
 * What both ends together say.
 * `both`: each lists it. `oneEnd`: one lists it, the other cannot be asked. `oneWay`: one lists it, the other answers and
 * does not. `missing`: both answer, none lists it. `ended`: one answers and does not list it, the other is silent.
 * `unknown`: nobody can tell.
 */
export type LinkState = 'both' | 'oneEnd' | 'oneWay' | 'missing' | 'ended' | 'unknown';

/** All connections between two servers of one kind: those of a pool count as one link. */
export interface TopologyLink {
  /** Stable and unique; opaque. */
  readonly key: string;
  readonly kind: LinkKind;
  /** Route: the first by name. Gateway: the one that dialled. Leaf: the leaf node. */
  readonly from: ServerName;
  /** `null`: nobody names it, as leaf connections of 2.9, and gateways that are missing. */
  readonly to: ServerName | null;
  /** Clusters of the ends; `null` where nobody tells. */
  readonly fromCluster: ClusterName | null;
  readonly toCluster: ClusterName | null;
  /** Word of the end that {@link from} names, and of the other one. */
  readonly words: readonly [EndWord, EndWord];
  readonly state: LinkState;
  readonly mark: Mark;
  /** Connections for all accounts, as the end that has most of them counts: the pool of a route. */
  readonly connections: number;
  /** Accounts with a connection of their own (route), or that are joined (leaf). Sorted. */
  readonly accounts: readonly AccountId[];
  /** The middle reading of all connections and both ends; of an even number the lower one. `null`: none. */
  readonly rtt: DurationMs | null;
  /** The largest reading of them. */
  readonly slowest: DurationMs | null;
  /** What links like it take, where this one takes far longer (see `outliers.ts`); else `null`. */
  readonly outlier: DurationMs | null;
  /** Bytes that wait to be sent, at both ends. */
  readonly pendingBytes: Count;
  readonly compression: string | null;
}
