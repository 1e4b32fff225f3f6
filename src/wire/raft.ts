import type { Count } from '../domain/count';
import { clusterName, peerId, serverName, type ServerName } from '../domain/ids';
import type { DesiredFacts, GroupFacts, MetaFacts, MetaSnapshot, PeerFacts } from '../domain/replies/raft';
import type { DurationMs } from '../domain/time';
import {
  counter,
  field,
  fields,
  flag,
  list,
  Mismatch,
  name,
  named,
  nameOrNull,
  nanoseconds,
  optional,
  rows,
  size,
  text,
  textOrNull,
  timeOrNull,
  type Decoder,
} from './decode';

/** A member's name, or `null` for the text that servers put where they do not know it. */
export const memberName: Decoder<ServerName | null> = (value) => {
  if (value === '' || (typeof value === 'string' && value.startsWith('Server name unknown at this time'))) return null;
  return serverName(name(value));
};

/** Above 1e16 ns (115 days) it is no span: 2.9 and 2.10 write the time since 1970 for "never seen". */
const longestContactMs: DurationMs = 1e10;

/** Time since a peer was heard. 0 is also what followers write of peers that they know nothing of; negative is "never". */
export const contact: Decoder<DurationMs | null> = (value) => {
  const span = nanoseconds(value);
  return span <= 0 || span > longestContactMs ? null : span;
};

/** 2.9 and 2.10 invent lags in followers' replies, never negative ones. */
const entriesBehind: Decoder<Count> = counter;

/** One row of `replicas`, of a stream, a consumer or the meta group. */
export function peerFacts(value: unknown): PeerFacts {
  const row = fields(value);
  return {
    name: optional(row, 'name', memberName, null),
    peer: field(row, 'peer', named(peerId)),
    current: optional(row, 'current', flag, false),
    offline: optional(row, 'offline', flag, false),
    active: optional(row, 'active', contact, null),
    lag: optional(row, 'lag', entriesBehind, 0),
    pending: optional(row, 'pending', flag, false),
  };
}

/** `cluster` of a stream or consumer. */
export function groupFacts(value: unknown): GroupFacts {
  const group = fields(value);
  return {
    cluster: optional(group, 'name', nameOrNull(clusterName), null),
    leader: optional(group, 'leader', memberName, null),
    replicas: rows(group, 'replicas', peerFacts),
    raftGroup: optional(group, 'raft_group', textOrNull, null),
    leaderSince: optional(group, 'leader_since', timeOrNull, null),
    desired: optional(group, 'desired', desiredFacts, null),
  };
}

/** 2.15+: a running reconfiguration. Its status is an object there, a text elsewhere in the family of replies. */
function desiredFacts(value: unknown): DesiredFacts {
  const desired = fields(value);
  const status = optional(desired, 'status', desiredStatus, { status: null, description: null });
  const members = rows(desired, 'replicas', (row) => field(fields(row), 'name', memberName));
  return { replicas: members.filter((member) => member !== null), ...status };
}

function desiredStatus(value: unknown): Pick<DesiredFacts, 'status' | 'description'> {
  const status = fields(value);
  return {
    status: optional(status, 'type', text, null),
    description: optional(status, 'description', textOrNull, null),
  };
}

/** `meta_cluster` of JSZ, `meta` of STATSZ and VARZ. Its name is the responder's own cluster, so it is left out. */
export function metaFacts(value: unknown): MetaFacts {
  const meta = fields(value);
  const rescue = optional(meta, 'rescue', flag, false);
  const pending = optional(meta, 'pending_requests', size, null) ?? optional(meta, 'pending', size, null);
  const groupSize = field(meta, 'cluster_size', size);
  if (groupSize > 1000) throw new Mismatch('cluster_size: not a number of servers');
  return {
    leader: optional(meta, 'leader', memberName, null),
    peer: optional(meta, 'peer', nameOrNull(peerId), null),
    size: groupSize,
    replicas: optional(meta, 'replicas', list(peerFacts), null),
    pendingRequests: pending,
    quorumNeeded: optional(meta, 'quorum_needed', size, null),
    rescue,
    snapshot: optional(meta, 'snapshot', metaSnapshot, null),
  };
}

function metaSnapshot(value: unknown): MetaSnapshot {
  const snapshot = fields(value);
  return {
    pendingEntries: optional(snapshot, 'pending_entries', counter, 0),
    pendingBytes: optional(snapshot, 'pending_size', counter, 0),
    lastTime: optional(snapshot, 'last_time', timeOrNull, null),
    lastDuration: optional(snapshot, 'last_duration', nanoseconds, null),
  };
}
