import type { CatchUp, LogLamp } from '../cluster/model';
import { compare, max, subtract, type Count } from '../count';
import type { RaftWord } from '../facts/raft';
import type { ServerName } from '../ids';
import { storeLamp, storeRate, uncertainty, type StorePosition } from '../raft/lamps';
import { isLate, ofOneRound } from '../raft/same-round';
import type { LocalMs } from '../time';
import type { EntriesBehind, MessagesBehind, Trend } from './model';
import type { Word } from './word';

/** What is known of a leader: that it leads, since when by this browser's clock, and its own words. */
export interface Leader {
  readonly server: ServerName;
  /** `null` before 2.12. */
  readonly since: LocalMs | null;
  readonly store: Word;
  readonly raft: RaftWord | null;
}

/** What is known of a copy that does not lead. */
export interface Follower {
  readonly answering: boolean;
  /** The leader's row on it. */
  readonly log: LogLamp;
  /** The leader's row calls it current, with nothing missing. */
  readonly even: boolean;
  readonly store: Word | null;
  readonly raft: RaftWord | null;
}

/**
 * Is the last word of a copy from under the present leader? Positions of different leaderships are not compared: what
 * was not committed may be taken back. By the terms where both told theirs, else by whom the copy named, and when.
 */
export function sameLeadership(leader: Leader, { store, raft }: Follower): boolean {
  if (leader.raft && raft && leader.raft.node.term !== raft.node.term) return false;
  if (!store) return raft !== null;
  if (store.detail.group?.leader !== leader.server) return false;
  return leader.since === null || store.stamp.at >= leader.since;
}

/** Messages that a copy is behind its leader, and how it is catching up. */
export function messagesBehind(
  leader: Leader,
  follower: Follower,
): { readonly messages: MessagesBehind; readonly catchUp: CatchUp | null; readonly trend: Trend | null } {
  const { store, answering, even } = follower;
  const none = { catchUp: null, trend: null };
  const unknown = (why: 'noWord' | 'otherLeadership') => ({ messages: { kind: 'unknown', why }, ...none }) as const;
  if (!store) return unknown('noWord');
  if (!sameLeadership(leader, follower)) return unknown('otherLeadership');
  if (isLate(leader.store.position, store.position)) return unknown('noWord');
  const late = isLate(store.position, leader.store.position);
  if (!answering || late) return { messages: silentMessages(leader, store), ...none };
  const then = ofOneRound(leader.store.position, store.position);
  const lamp = storeLamp(then.leader, then.copy, even);
  const within = Math.ceil(uncertainty(storeRate(then.leader) ?? 0, then.leader, then.copy));
  const behind = lamp.kind === 'behind';
  return {
    messages: { kind: 'exact', messages: behind ? lamp.messages : 0, within },
    catchUp: behind ? lamp.catchUp : null,
    trend: behind ? trendOf(leader.store.position, store.position) : null,
  };
}

/** By what both stored between their last two replies. */
function trendOf(leader: StorePosition, copy: StorePosition): Trend | null {
  const [leaderRate, rate] = [storeRate(leader), storeRate(copy)];
  if (leaderRate === null || rate === null) return null;
  if (rate > leaderRate) return 'gaining';
  return rate === 0 ? 'still' : 'losing';
}

function silentMessages(leader: Leader, { position, stamp }: Word): MessagesBehind {
  const messages = subtract(leader.store.position.lastSeq, position.lastSeq);
  if (compare(messages, 0) > 0) return { kind: 'atMost', messages, asOf: stamp.at };
  return compare(messages, 0) === 0 ? { kind: 'unwritten', asOf: stamp.at } : { kind: 'unknown', why: 'noWord' };
}

/**
 * Entries of the log that a copy is behind the leader's committed index, by what the leader says that it has confirmed:
 * both numbers are from one reply. Without RAFTZ by the leader's row in JSZ, which says the same.
 */
export function entriesBehind(leader: Leader, follower: Follower, server: ServerName | null): EntriesBehind {
  const { store, raft, answering, log } = follower;
  if (!sameLeadership(leader, follower)) return { kind: 'unknown', why: store || raft ? 'otherLeadership' : 'noWord' };
  const entries = byRaftz(leader, raft, server) ?? byRow(log);
  if (entries === null) return { kind: 'unknown', why: 'noWord' };
  if (answering) return { kind: 'exact', entries };
  const asOf = raft?.stamp.at ?? store?.stamp.at;
  if (compare(entries, 0) <= 0 || asOf === undefined) return { kind: 'unknown', why: 'noWord' };
  return { kind: 'atMost', entries, asOf };
}

function byRaftz(leader: Leader, raft: RaftWord | null, server: ServerName | null): Count | null {
  if (!leader.raft) return null;
  const { committed, peers } = leader.raft.node;
  const confirmed = peers.find(({ name }) => name === server)?.lastReplicated ?? raft?.node.lastIndex ?? null;
  return confirmed === null ? null : max(0, subtract(committed, confirmed));
}

function byRow(log: LogLamp): Count | null {
  switch (log.kind) {
    case 'behind':
      return log.entries;
    case 'even':
      return 0;
    case 'unknown':
      return log.lastEntries;
    case 'leader':
      return null;
  }
}

/** Messages a second that the leader stores; `null` while there is only one reply. */
export function writeRate(leader: Leader | null): number | null {
  return leader && storeRate(leader.store.position);
}
