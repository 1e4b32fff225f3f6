import type { Count } from '../domain/count';
import { accountId, serverName } from '../domain/ids';
import type { Observation } from '../domain/observation';
import type { RaftNode, RaftPeer } from '../domain/replies/raftz';
import { at, peerOf, type TestCluster } from './builders';

/** What a follower that is well says of the group of a stream. */
export function raftNode(name: string, stream: string, change: Partial<RaftNode> = {}): RaftNode {
  return {
    account: accountId('APP'),
    group: `S-R3F-${stream}`,
    id: peerOf(name),
    state: 'follower',
    size: 3,
    quorumNeeded: 2,
    observer: false,
    paused: false,
    catchingUp: false,
    overrun: false,
    leader: null,
    leaderSince: null,
    everHadLeader: true,
    term: 7,
    votedFor: null,
    firstIndex: 11,
    committed: 60,
    applied: 60,
    lastIndex: 60,
    lastTerm: 7,
    walMessages: 50,
    walBytes: 5_000,
    walError: false,
    applyQueue: 0,
    proposalQueue: 0,
    entryQueue: 0,
    responseQueue: 0,
    peers: [],
    ...change,
  };
}

/** The leader's row of a follower: what it has confirmed. */
export function raftPeer(name: string, lastReplicated: Count | null): RaftPeer {
  return { peer: peerOf(name), name: serverName(name), known: true, lastReplicated, lastSeen: 300 };
}

/** A reply to RAFTZ about one group. */
export function raftWordOf(cluster: TestCluster, name: string, ms: number, node: RaftNode): Observation {
  return { kind: 'raft', at: at(ms), reply: { server: cluster.info(name, ms), groups: [node] } };
}
