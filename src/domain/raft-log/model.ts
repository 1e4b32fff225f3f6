import type { CatchUp, Mark, Presence, ReplicaModel } from '../cluster/model';
import type { Count } from '../count';
import type { PeerId, ServerName, StreamKey } from '../ids';
import type { RaftNode } from '../replies/raftz';
import type { StreamState } from '../replies/jsz';
import type { LocalMs } from '../time';

/** The Raft log of one stream's group: where each copy is in it, and in the stream. */
export interface RaftLog {
  readonly stream: StreamKey;
  readonly group: string | null;
  readonly source: RaftLogSource;
  /** The leader's, by its own word. */
  readonly term: Count | null;
  /** Entries that the leader has committed, by its own word. */
  readonly committed: Count | null;
  /** Messages a second that the leader stores, between its last two replies. */
  readonly rate: number | null;
  /** The leader first, then by name. */
  readonly lanes: readonly RaftLogLane[];
}

/** Where the positions in the log come from. Without RAFTZ there is the leader's word on entries behind, and no more. */
export type RaftLogSource =
  | { readonly kind: 'raftz' }
  | {
      readonly kind: 'jsz';
      /**
       * `tooOld`: a server is older than 2.10.26. `noGroup`: a single copy. `waiting`: just asked. `notAnswered`: RAFTZ
       * brought nothing on this group, as for a login that may not ask it.
       */
      readonly why: 'tooOld' | 'noGroup' | 'waiting' | 'notAnswered';
    };

/** One copy. */
export interface RaftLogLane {
  readonly server: ServerName | null;
  readonly peer: PeerId | null;
  readonly role: ReplicaModel['role'];
  readonly presence: Presence;
  readonly mark: Mark;
  /** By the copy's own RAFTZ; of a silent copy the last known. */
  readonly raft: RaftPosition | null;
  readonly entries: EntriesBehind;
  readonly messages: MessagesBehind;
  /** The store's own first and last sequence; of a silent copy the last known. */
  readonly state: StreamState | null;
  readonly catchUp: CatchUp | null;
  /** Of a copy that is behind by an exact number; `null`: not known yet. */
  readonly trend: Trend | null;
  /** When the copy last said where its store is. */
  readonly asOf: LocalMs | null;
}

/** Does a copy that is behind get nearer to its leader? `still`: it stores nothing at all. */
export type Trend = 'gaining' | 'losing' | 'still';

/** Indexes are of log entries, not of messages. */
export interface RaftPosition {
  /** Oldest entry still in the log; earlier ones went into a snapshot. */
  readonly first: Count | null;
  readonly applied: Count;
  readonly committed: Count;
  readonly last: Count;
  readonly term: Count;
  readonly state: RaftNode['state'];
  readonly queues: RaftQueues;
  readonly catchingUp: boolean;
  readonly paused: boolean;
  readonly observer: boolean;
  readonly overrun: boolean;
  readonly walError: boolean;
  readonly asOf: LocalMs;
}

/** What waits: commits to be applied, proposals to be sent, entries that came in, answers of followers. */
export interface RaftQueues {
  readonly apply: number;
  readonly proposals: number;
  readonly entries: number;
  readonly responses: number;
}

/** Why nothing can be said of a copy. `otherLeadership`: its last word is from under another leader or term. */
export type BehindUnknown = 'noLeader' | 'noWord' | 'otherLeadership';

/** Raft log entries behind the leader's committed index. Never messages. */
export type EntriesBehind =
  | { readonly kind: 'leader' }
  | { readonly kind: 'exact'; readonly entries: Count }
  /** Silent: what the leader had confirmed of it, against the leader's present index. */
  | { readonly kind: 'atMost'; readonly entries: Count; readonly asOf: LocalMs }
  | { readonly kind: 'unknown'; readonly why: BehindUnknown };

/** Messages behind the leader's store. Never entries. */
export type MessagesBehind =
  | { readonly kind: 'leader' }
  /** `within`: what the time between the two replies may hide, at the present rate. 0 is said only within it. */
  | { readonly kind: 'exact'; readonly messages: Count; readonly within: number }
  /** Silent, or late to say where its store is: its last known position against the leader's present one. Never 0. */
  | { readonly kind: 'atMost'; readonly messages: Count; readonly asOf: LocalMs }
  /** As before, and the leader has stored nothing since its last word. */
  | { readonly kind: 'unwritten'; readonly asOf: LocalMs }
  | { readonly kind: 'unknown'; readonly why: BehindUnknown };
