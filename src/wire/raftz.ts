import { accountId, peerId } from '../domain/ids';
import type { RaftNode, RaftPeer, RaftzReply } from '../domain/replies/raftz';
import {
  counter,
  durationText,
  entries,
  field,
  fields,
  flag,
  name,
  named,
  nameOrNull,
  oneOf,
  optional,
  size,
  text,
  timeOrNull,
} from './decode';
import { systemFamily } from './family';
import { memberName } from './raft';

/** `$SYS.REQ.SERVER.*.RAFTZ`, 2.10.26+: groups by account. An unknown account is an empty answer. */
export const raftzReply = systemFamily<RaftzReply>('RAFTZ', (data, server) => ({
  server,
  groups: entries((account, groups) => entries((group, node) => raftNode(account, group, node))(groups))(data).flat(),
}));

const states = { LEADER: 'leader', FOLLOWER: 'follower', CANDIDATE: 'candidate', CLOSED: 'closed' } as const;

function raftNode(account: string, group: string, value: unknown): RaftNode {
  const node = fields(value);
  const state = field(node, 'state', oneOf('LEADER', 'FOLLOWER', 'CANDIDATE', 'CLOSED'));
  const wal = optional(node, 'wal', fields, {});
  return {
    account: accountId(name(account)),
    group: name(group),
    id: field(node, 'id', named(peerId)),
    state: state === null ? null : states[state],
    size: field(node, 'size', size),
    quorumNeeded: field(node, 'quorum_needed', size),
    observer: optional(node, 'observer', flag, false),
    paused: optional(node, 'paused', flag, false),
    catchingUp: optional(node, 'catching_up', flag, false),
    overrun: optional(node, 'overrun', flag, false),
    leader: optional(node, 'leader', nameOrNull(peerId), null),
    leaderSince: optional(node, 'leader_since', timeOrNull, null),
    everHadLeader: optional(node, 'ever_had_leader', flag, false),
    term: field(node, 'term', counter),
    votedFor: optional(node, 'voted_for', nameOrNull(peerId), null),
    firstIndex: optional(wal, 'first_seq', counter, null),
    committed: field(node, 'committed', counter),
    applied: field(node, 'applied', counter),
    lastIndex: optional(node, 'pindex', counter, 0),
    lastTerm: optional(node, 'pterm', counter, 0),
    walMessages: optional(wal, 'messages', counter, 0),
    walBytes: optional(wal, 'bytes', counter, 0),
    walError: (node['wal_error'] ?? null) !== null,
    applyQueue: optional(node, 'ipq_apply_len', size, 0),
    proposalQueue: optional(node, 'ipq_proposal_len', size, 0),
    entryQueue: optional(node, 'ipq_entry_len', size, 0),
    responseQueue: optional(node, 'ipq_resp_len', size, 0),
    peers: optional(node, 'peers', entries(raftPeer), []),
  };
}

function raftPeer(peer: string, value: unknown): RaftPeer {
  const facts = fields(value);
  // Seen as the text of an absent time by a member that never heard that peer: no span then.
  const lastSeen = optional(facts, 'last_seen', text, null);
  return {
    peer: peerId(name(peer)),
    name: optional(facts, 'name', memberName, null),
    known: optional(facts, 'known', flag, false),
    lastReplicated: optional(facts, 'last_replicated_index', counter, null),
    lastSeen: lastSeen === null ? null : durationText(lastSeen),
  };
}
