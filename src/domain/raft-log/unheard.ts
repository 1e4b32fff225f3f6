import type { RaftLog, RaftLogLane } from './model';

/** What remains when nobody keeps it up to date: where each copy was, and no word on how far behind it is. */
export function unheardRaftLog(log: RaftLog): RaftLog {
  return { ...log, term: null, committed: null, rate: null, lanes: log.lanes.map(unheardLane) };
}

function unheardLane(lane: RaftLogLane): RaftLogLane {
  const role = lane.role === 'pending' || lane.role === 'single' ? lane.role : 'unknown';
  const unknown = { kind: 'unknown', why: 'noLeader' } as const;
  const presence = { kind: 'unknown' } as const;
  return { ...lane, role, presence, mark: 'unknown', entries: unknown, messages: unknown, catchUp: null, trend: null };
}
