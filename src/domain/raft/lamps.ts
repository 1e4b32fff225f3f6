import type { CatchUp, ContactLamp, LogLamp, StoreLamp } from '../cluster/model';
import { add, approximate, compare, subtract, type Count } from '../count';
import type { Positions } from '../facts/listing';
import { alignedTimes, type Stamp } from '../facts/stamp';
import type { StreamDetail } from '../replies/jsz';
import type { PeerFacts } from '../replies/raft';
import type { DurationMs, LocalMs, ServerMs } from '../time';

/** Heartbeats come every 1 s: two missed are normal on a busy host. */
export const contactFresh: DurationMs = 2_500;
/** The server's own limit for a lost peer (`current` goes false). */
export const contactLate: DurationMs = 10_000;

/** Replies of one round are less apart than that (ms). */
export const oneReply: DurationMs = 1_000;

/** Lamp 1, from the leader's row of a follower. */
export function contactLamp(row: PeerFacts | null): ContactLamp {
  if (!row || row.active === null || row.active < 0) return { kind: 'unknown' };
  const age = row.active;
  if (age < contactFresh) return { kind: 'fresh', age };
  return age < contactLate ? { kind: 'late', age } : { kind: 'lost', age };
}

/**
 * Lamp 2, from the leader's row of a follower. An idle stream shows `lag: 0` for a dead peer: a copy that is silent, or
 * that the leader does not hear, is never even.
 */
export function logLamp(row: PeerFacts | null, answering: boolean): LogLamp {
  if (!row) return { kind: 'unknown', lastEntries: null };
  const behind = compare(row.lag, 0) > 0;
  const contact = contactLamp(row).kind;
  if (!answering || contact === 'lost' || contact === 'unknown')
    return { kind: 'unknown', lastEntries: behind ? row.lag : null };
  return behind ? { kind: 'behind', entries: row.lag } : { kind: 'even' };
}

/** A copy's own position and the one before, at moments of clocks that can be compared: see `alignedTime`. */
export interface StorePosition {
  readonly lastSeq: Count;
  readonly firstSeq: Count;
  readonly time: ServerMs;
  readonly before: { readonly lastSeq: Count; readonly time: ServerMs } | null;
}

/** Where a server said that its copy is, with its answer before that one. */
export function storePosition(
  { name, state }: Pick<StreamDetail, 'name' | 'state'>,
  stamp: Stamp,
  previous: Positions | null,
): StorePosition {
  const times = alignedTimes(stamp, previous?.stamp ?? null);
  const lastSeq = previous?.lastSeq.get(name);
  const before = lastSeq !== undefined && times.before !== null ? { lastSeq, time: times.before } : null;
  return { lastSeq: state.lastSeq, firstSeq: state.firstSeq, time: times.time, before };
}

/** Messages a second between the two latest positions; `null` when there are not two, or the store went back. */
export function storeRate({ lastSeq, time, before }: StorePosition): number | null {
  if (!before || time <= before.time || compare(lastSeq, before.lastSeq) < 0) return null;
  return (approximate(subtract(lastSeq, before.lastSeq)) * 1000) / (time - before.time);
}

/**
 * Lamp 3 of a follower that answers: its own `last_seq` against the leader's. The two replies are not simultaneous, so a
 * difference within write rate x difference of the two server times counts as none. While the rate is not known (first
 * poll), or the copy's word of this round is still on its way, `evenLog` (the leader's row says nothing is missing)
 * settles it.
 */
export function storeLamp(leader: StorePosition, copy: StorePosition, evenLog: boolean): StoreLamp {
  const messages = subtract(leader.lastSeq, copy.lastSeq);
  if (compare(messages, 0) <= 0) return { kind: 'complete' };
  const rate = storeRate(leader);
  const settled = evenLog && (rate === null || leader.time - copy.time > oneReply);
  return settled || approximate(messages) <= uncertainty(rate ?? 0, leader, copy)
    ? { kind: 'complete' }
    : { kind: 'behind', messages, catchUp: catchUp(leader, copy, messages) };
}

/** Lamp 3 of a silent copy: never complete, since nobody says so now. */
export function silentStoreLamp(
  leader: { readonly lastSeq: Count },
  last: { readonly lastSeq: Count; readonly asOf: LocalMs } | null,
): StoreLamp {
  if (!last) return { kind: 'unknown' };
  const messages = subtract(leader.lastSeq, last.lastSeq);
  return compare(messages, 0) > 0 ? { kind: 'atMost', messages, asOf: last.asOf } : { kind: 'unknown' };
}

/** Messages that the time between two replies may hide, at a rate of messages a second. */
export function uncertainty(rate: number, leader: StorePosition, copy: StorePosition): number {
  return (rate * Math.abs(leader.time - copy.time)) / 1000;
}

/**
 * Progress by the store itself. What the leader no longer keeps is not fetched: a copy that ends before the leader's
 * first message has all of those to go, and no more. `left` is known only while it gains on the leader.
 */
function catchUp(leader: StorePosition, copy: StorePosition, messages: Count): CatchUp | null {
  const rate = storeRate(copy);
  if (rate === null || rate <= 0) return null;
  const span = Math.max(approximate(add(subtract(leader.lastSeq, leader.firstSeq), 1)), 0);
  const missing = Math.min(approximate(messages), span);
  const gain = rate - (storeRate(leader) ?? 0);
  return { share: span > 0 ? 1 - missing / span : 0, rate, left: gain > 0 ? (missing / gain) * 1000 : null };
}
