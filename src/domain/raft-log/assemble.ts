import type { ClusterModel, ReplicaModel, StreamModel } from '../cluster/model';
import type { Facts } from '../facts/facts';
import type { StreamKey } from '../ids';
import { localMs } from '../time';
import { entriesBehind, messagesBehind, writeRate, type Follower, type Leader } from './behind';
import { knowsRaftz } from './known';
import type { RaftLog, RaftLogLane, RaftLogSource } from './model';
import { raftPosition, raftWord, storeWord } from './word';

/** The Raft log of a stream's group as of a model. Pure. `null`: no such stream. */
export function assembleRaftLog(facts: Facts, model: ClusterModel, key: StreamKey): RaftLog | null {
  const stream = model.streams.get(key);
  if (!stream) return null;
  const leader = leaderOf(facts, model, stream);
  const lanes = stream.copies.map((copy) => laneOf(facts, model, stream, copy, leader));
  const node = leader?.raft?.node;
  return {
    stream: key,
    group: stream.group.name,
    source: sourceOf(facts, model, stream, lanes),
    term: node?.term ?? null,
    committed: node?.committed ?? null,
    rate: writeRate(leader),
    lanes: lanes.sort(byRank),
  };
}

/** The leader with its own words. One that says nothing of its store is none to compare with. */
function leaderOf(facts: Facts, model: ClusterModel, stream: StreamModel): Leader | null {
  const { leadership } = stream.group;
  if (leadership.kind !== 'led') return null;
  const store = storeWord(facts, stream, leadership.by);
  if (!store) return null;
  const { stamp, position } = store;
  // The leader's clock, moved to this browser's.
  const shift = position.time - stamp.time;
  const since = leadership.since === null ? null : localMs(leadership.since + shift);
  const raft = raftWord(facts, stream, leadership.by, true, model.now);
  return { server: leadership.by, since, store, raft: raft?.node.state === 'leader' ? raft : null };
}

function laneOf(
  facts: Facts,
  model: ClusterModel,
  stream: StreamModel,
  copy: ReplicaModel,
  leader: Leader | null,
): RaftLogLane {
  const { server, peer, role, presence, mark } = copy;
  const answering = presence.kind === 'answering';
  const raft = raftWord(facts, stream, server, answering, model.now);
  const store = storeWord(facts, stream, server);
  const common = {
    server,
    peer,
    role,
    presence,
    mark,
    raft: raft && raftPosition(raft),
    state: store?.detail.state ?? copy.state,
    asOf: store?.stamp.at ?? copy.asOf,
  };
  if (leader && server === leader.server)
    return { ...common, entries: { kind: 'leader' }, messages: { kind: 'leader' }, catchUp: null, trend: null };
  if (!leader) {
    const unknown = { kind: 'unknown', why: 'noLeader' } as const;
    return { ...common, entries: unknown, messages: unknown, catchUp: null, trend: null };
  }
  const even = copy.log.kind === 'even' && copy.contact.kind === 'fresh';
  const follower: Follower = { answering, log: copy.log, even, store, raft };
  return { ...common, entries: entriesBehind(leader, follower, server), ...messagesBehind(leader, follower) };
}

function sourceOf(
  facts: Facts,
  model: ClusterModel,
  stream: StreamModel,
  lanes: readonly RaftLogLane[],
): RaftLogSource {
  if (lanes.some(({ raft, presence }) => raft !== null && presence.kind === 'answering')) return { kind: 'raftz' };
  // Before 2.10 servers do not name their groups, so that the version is looked at first.
  if (!knowsRaftz(model)) return { kind: 'jsz', why: 'tooOld' };
  if (stream.group.name === null) return { kind: 'jsz', why: 'noGroup' };
  const asked = facts.rounds.get('raft')?.[0];
  const recently = asked && model.now - asked.endedAt <= 10_000;
  return { kind: 'jsz', why: recently ? 'notAnswered' : 'waiting' };
}

function byRank(a: RaftLogLane, b: RaftLogLane): number {
  const rank = ({ role }: RaftLogLane) => (role === 'leader' || role === 'single' ? 0 : 1);
  return rank(a) - rank(b) || nameOf(a).localeCompare(nameOf(b), 'en', { numeric: true });
}

/** Members without a name come last. */
const nameOf = ({ server, peer }: RaftLogLane) => server ?? `\uffff${peer ?? ''}`;
