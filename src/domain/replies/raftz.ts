import type { Count } from '../count';
import type { AccountId, PeerId, ServerName } from '../ids';
import type { DurationMs, ServerMs } from '../time';
import type { ServerInfo } from './server';

/** RAFTZ (2.10.26+): the Raft groups that one server is a member of. Without an account in the request: the meta group only. */
export interface RaftzReply {
  readonly server: ServerInfo;
  readonly groups: readonly RaftNode[];
}

/** One Raft group as one of its members sees it. */
export interface RaftNode {
  readonly account: AccountId;
  /** `_meta_`, or `S-R3F-…` for a stream, `C-R3F-…` for a consumer. */
  readonly group: string;
  readonly id: PeerId;
  /** `null`: a state this console does not know. */
  readonly state: 'leader' | 'follower' | 'candidate' | 'closed' | null;
  readonly size: number;
  readonly quorumNeeded: number;
  readonly observer: boolean;
  readonly paused: boolean;
  readonly catchingUp: boolean;
  readonly overrun: boolean;
  readonly leader: PeerId | null;
  /** 2.12+, of the leader only. */
  readonly leaderSince: ServerMs | null;
  readonly everHadLeader: boolean;
  readonly term: Count;
  readonly votedFor: PeerId | null;
  /** Log entries. The first one that is still kept; earlier ones went into a snapshot. `null`: not told. */
  readonly firstIndex: Count | null;
  readonly committed: Count;
  readonly applied: Count;
  readonly lastIndex: Count;
  readonly lastTerm: Count;
  /** Entries and bytes of the log on disk; not the stream's messages. */
  readonly walMessages: Count;
  readonly walBytes: Count;
  readonly walError: boolean;
  /** Waiting: commits to be applied, proposals to be sent, entries that came in, answers of followers. */
  readonly applyQueue: number;
  readonly proposalQueue: number;
  readonly entryQueue: number;
  readonly responseQueue: number;
  readonly peers: readonly RaftPeer[];
}

export interface RaftPeer {
  readonly peer: PeerId;
  readonly name: ServerName | null;
  /** False while a change of this member is on its way. */
  readonly known: boolean;
  /** The leader alone knows it; log entries. */
  readonly lastReplicated: Count | null;
  /** Time since it was last heard; followers know it of the leader only. */
  readonly lastSeen: DurationMs | null;
}
