import { approximate, subtract, type Count } from '../../domain/count';
import type { RaftLog, RaftLogLane } from '../../domain/raft-log/model';

/** Positions are drawn against the leader's: 0 is where it is, −span the left end. Entries or messages, never both. */
export interface LaneScale {
  readonly span: number;
}

/** Where a bar begins and ends, and its marks, as shares of the width (0 to 1). */
export interface BarShape {
  readonly start: number;
  readonly end: number;
  /** Up to here the log is applied to the store. */
  readonly applied: number | null;
  /** The last known place of a copy that does not say where it is now. */
  readonly isBound: boolean;
}

/** Where the leader's position stands: what it has not committed yet is to the right. */
export const leaderPlace = 0.95;
/** A gap of less is drawn small: a handful of entries is under way on every busy stream. */
const leastSpan = 20;

/** A round number (1, 2 or 5 with noughts) that gives the widest gap some air, and stays while the gap changes little. */
export function scaleOf(widest: number): LaneScale {
  const wanted = Math.max(widest, leastSpan) * 1.1;
  const unit = 10 ** Math.floor(Math.log10(wanted));
  const factor = [1, 2, 5, 10].find((step) => step * unit >= wanted) ?? 10;
  return { span: factor * unit };
}

/** Share of the width at which a position stands; negative ones are behind the leader. */
export function placeOf({ span }: LaneScale, position: number): number {
  const place = leaderPlace + (position / span) * leaderPlace;
  return Math.min(Math.max(place, 0), 1);
}

/** How far a copy is behind in the log, as it is drawn; `null`: not known. */
export function entriesGap({ entries }: RaftLogLane): number | null {
  switch (entries.kind) {
    case 'leader':
      return 0;
    case 'exact':
    case 'atMost':
      return approximate(entries.entries);
    case 'unknown':
      return null;
  }
}

/** The same for messages. */
export function messagesGap({ messages }: RaftLogLane): number | null {
  switch (messages.kind) {
    case 'leader':
    case 'unwritten':
      return 0;
    case 'exact':
    case 'atMost':
      return approximate(messages.messages);
    case 'unknown':
      return null;
  }
}

export function widestGap(lanes: readonly RaftLogLane[], gapOf: (lane: RaftLogLane) => number | null): number {
  return Math.max(0, ...lanes.map((lane) => gapOf(lane) ?? 0));
}

/**
 * The bar of a copy in the log. Its end is by the leader's word, so that two replies of different moments make no gap;
 * what is applied, by its own, from its own end backwards.
 */
export function logShape(log: RaftLog, lane: RaftLogLane, scale: LaneScale): BarShape | null {
  const gap = entriesGap(lane);
  if (gap === null) return null;
  const { raft } = lane;
  const isBound = lane.entries.kind === 'atMost';
  const ahead = raft && lane.role === 'leader' ? distance(raft.last, raft.committed) : 0;
  const end = ahead - gap;
  return {
    start: raft?.first == null || log.committed === null ? 0 : placeOf(scale, distance(raft.first, log.committed)),
    end: placeOf(scale, end),
    applied: raft && !isBound ? placeOf(scale, end - Math.max(0, distance(raft.last, raft.applied))) : null,
    isBound,
  };
}

/** The bar of a copy's store: its own first sequence to where it is behind the leader's last. */
export function storeShape(log: RaftLog, lane: RaftLogLane, scale: LaneScale): BarShape | null {
  const gap = messagesGap(lane);
  if (gap === null || lane.state === null) return null;
  const leader = log.lanes.find(({ messages }) => messages.kind === 'leader')?.state;
  const isBound = lane.messages.kind === 'atMost' || lane.messages.kind === 'unwritten';
  return {
    start: leader ? placeOf(scale, distance(lane.state.firstSeq, leader.lastSeq)) : 0,
    end: placeOf(scale, -gap),
    applied: null,
    isBound,
  };
}

function distance(a: Count, b: Count): number {
  return approximate(subtract(a, b));
}
