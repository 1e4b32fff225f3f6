import type { Count } from '../count';
import type { ClusterName, PeerId, ServerName } from '../ids';
import type { DurationMs, ServerMs } from '../time';

/** One row of a `replicas` list, as the responder sees that peer. Only the leader's rows mean anything. */
export interface PeerFacts {
  /** `null` when the server itself does not know the name ("Server name unknown at this time"). */
  readonly name: ServerName | null;
  readonly peer: PeerId;
  readonly current: boolean;
  readonly offline: boolean;
  /** Time since the responder last heard from the peer; `null` for 0-as-unknown and garbage (> 1e16 ns). */
  readonly active: DurationMs | null;
  /** Raft log entries, not messages. The server omits it at 0. */
  readonly lag: Count;
  /** 2.15: assigned, not yet (or no longer) a member of the Raft group. */
  readonly pending: boolean;
}

/** `cluster` of a stream or consumer, as one server sees its group. `null` leader: the responder knows none. */
export interface GroupFacts {
  readonly cluster: ClusterName | null;
  readonly leader: ServerName | null;
  /** The other members; the responder itself is left out while it knows a leader. */
  readonly replicas: readonly PeerFacts[];
  readonly raftGroup: string | null;
  /** 2.12+, in the leader's own record only. */
  readonly leaderSince: ServerMs | null;
  /** 2.15: a running reconfiguration. */
  readonly desired: DesiredFacts | null;
}

export interface DesiredFacts {
  readonly replicas: readonly ServerName[];
  readonly status: string | null;
  readonly description: string | null;
}

/** The meta group as one server sees it (JSZ, STATSZ, VARZ). */
export interface MetaFacts {
  readonly leader: ServerName | null;
  readonly peer: PeerId | null;
  readonly size: number;
  /** `null` where the responder lists none: followers up to 2.10, everybody there while leaderless. */
  readonly replicas: readonly PeerFacts[] | null;
  readonly pendingRequests: number | null;
  readonly quorumNeeded: number | null;
  readonly rescue: boolean;
  readonly snapshot: MetaSnapshot | null;
}

/** 2.14+. */
export interface MetaSnapshot {
  readonly pendingEntries: Count;
  readonly pendingBytes: Count;
  readonly lastTime: ServerMs | null;
  readonly lastDuration: DurationMs | null;
}
