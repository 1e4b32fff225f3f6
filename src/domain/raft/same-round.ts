import { subtract } from '../count';
import { serverMs, type DurationMs, type ServerMs } from '../time';
import type { StorePosition } from './lamps';

/** Words of one round are less apart than that (ms), also while it is under way. */
const sameRound: DurationMs = 3_000;

/** When a server told its positions, and when before that. */
interface WordTimes {
  readonly time: ServerMs;
  readonly before: { readonly time: ServerMs } | null;
}

/**
 * Has one copy missed a whole round on streams that the other has answered? A server may answer a sign of life while its
 * JSZ hangs: what it said of its store long ago says nothing of now, and the time in between would hide any number of
 * messages.
 */
export function isLate(copy: Pick<StorePosition, 'time'>, { time, before }: WordTimes): boolean {
  return copy.time < (before?.time ?? time) - sameRound;
}

/** Is any of these late, compared with any other? */
export function isAnyLate(words: readonly WordTimes[]): boolean {
  const oldest = Math.min(...words.map(({ time }) => time));
  return words.some((word) => isLate({ time: serverMs(oldest) }, word));
}

/**
 * The words of a leader and of a copy that are of one round: while a round is under way the new word of one meets the old
 * word of the other, and what was stored in between is no lag. Then the one that has answered goes back by a word.
 */
export function ofOneRound(
  leader: StorePosition,
  copy: StorePosition,
): { readonly leader: StorePosition; readonly copy: StorePosition } {
  const apart = Math.abs(leader.time - copy.time);
  if (leader.before && Math.abs(leader.before.time - copy.time) < apart) return { leader: earlier(leader), copy };
  if (copy.before && Math.abs(copy.before.time - leader.time) < apart) return { leader, copy: earlier(copy) };
  return { leader, copy };
}

/** The word before the latest one. What was stored a second until then is taken to be the same. */
function earlier(position: StorePosition): StorePosition {
  const { before, lastSeq, time } = position;
  if (!before) return position;
  const then = {
    lastSeq: subtract(before.lastSeq, subtract(lastSeq, before.lastSeq)),
    time: serverMs(2 * before.time - time),
  };
  return { ...position, ...before, before: then };
}
