import type { Count } from '../domain/count';
import { accountId, domainName, serverName, streamKey, streamName } from '../domain/ids';
import type { RaftLog, RaftLogLane, RaftPosition } from '../domain/raft-log/model';
import { at, peerOf, streamState } from './builders';

/** A log that is well: everything up to entry 1,000 is committed and applied. */
export function aPosition(change: Partial<RaftPosition> = {}): RaftPosition {
  return {
    first: 1,
    applied: 1_000,
    committed: 1_000,
    last: 1_000,
    term: 7,
    state: 'follower',
    queues: { apply: 0, proposals: 0, entries: 0, responses: 0 },
    catchingUp: false,
    paused: false,
    observer: false,
    overrun: false,
    walError: false,
    asOf: at(0),
    ...change,
  };
}

export interface LaneSpec extends Partial<RaftLogLane> {
  readonly firstSeq?: Count;
  readonly lastSeq?: Count;
}

/** A follower that has everything. */
export function aLane(server: string, { firstSeq = 1, lastSeq = 500, ...change }: LaneSpec = {}): RaftLogLane {
  return {
    server: serverName(server),
    peer: peerOf(server),
    role: 'follower',
    presence: { kind: 'answering' },
    mark: 'ok',
    raft: aPosition(),
    entries: { kind: 'exact', entries: 0 },
    messages: { kind: 'exact', messages: 0, within: 0 },
    state: { ...streamState(lastSeq), firstSeq },
    catchUp: null,
    trend: null,
    asOf: at(0),
    ...change,
  };
}

export function aRaftLog(lanes: readonly RaftLogLane[]): RaftLog {
  return {
    stream: streamKey(domainName(''), accountId('APP'), streamName('S')),
    group: 'S-R3F-S',
    source: { kind: 'raftz' },
    term: 7,
    committed: 1_000,
    rate: 100,
    lanes,
  };
}
