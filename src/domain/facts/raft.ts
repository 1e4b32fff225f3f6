import type { AccountId, ServerName } from '../ids';
import type { RaftNode, RaftzReply } from '../replies/raftz';
import type { LocalMs } from '../time';
import { compareStamps, isNewer, stampOf, type Stamp } from './stamp';

/** The newest word of each server on the Raft groups that were asked about, by {@link raftKey}. */
export type RaftWords = ReadonlyMap<ServerName, ReadonlyMap<string, RaftWord>>;

export interface RaftWord {
  readonly stamp: Stamp;
  readonly node: RaftNode;
}

/** Groups kept of each server: one is asked about for each stream on screen. */
export const raftWordsKept = 16;

export const noRaftWords: RaftWords = new Map();

export function raftKey(account: AccountId, group: string): string {
  return `${account}\n${group}`;
}

/** Any order and any repetition gives the same: per group the newest word, and of the groups the newest few. */
export function foldRaft(words: RaftWords, { server, groups }: RaftzReply, at: LocalMs): RaftWords {
  const known = words.get(server.name);
  const stamp = stampOf(server, at);
  const next = new Map(known);
  let changed = false;
  for (const node of groups) {
    const key = raftKey(node.account, node.group);
    if (!isNewer(stamp, next.get(key)?.stamp)) continue;
    next.set(key, { stamp, node });
    changed = true;
  }
  return changed ? new Map(words).set(server.name, newest(next)) : words;
}

function newest(words: Map<string, RaftWord>): ReadonlyMap<string, RaftWord> {
  if (words.size <= raftWordsKept) return words;
  const order = ([keyA, a]: [string, RaftWord], [keyB, b]: [string, RaftWord]) =>
    compareStamps(b.stamp, a.stamp) || (keyA < keyB ? -1 : 1);
  return new Map([...words].sort(order).slice(0, raftWordsKept));
}
