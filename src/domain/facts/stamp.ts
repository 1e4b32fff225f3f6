import type { ServerId } from '../ids';
import type { ServerInfo } from '../replies/server';
import { serverMs, type LocalMs, type ServerMs } from '../time';

/** When a server said something: by its own clock and counter, and when it was received here. */
export interface Stamp {
  /** The run of the server that spoke. */
  readonly id: ServerId;
  readonly time: ServerMs;
  readonly seq: number;
  readonly at: LocalMs;
}

export function stampOf(server: ServerInfo, at: LocalMs): Stamp {
  return { id: server.id, time: server.time, seq: server.seq, at };
}

/** Order of two stamps of one server: by its clock (it goes on over restarts), then by its message counter. */
export function compareStamps(a: Stamp, b: Stamp): number {
  return a.time - b.time || a.seq - b.seq;
}

/**
 * The time of a stamp by this browser's clock, so that words of two servers can be compared though their clocks differ:
 * moved by the least that any word of that server seems to have travelled. Right up to the way of the fastest reply.
 */
export function alignedTime(stamp: Stamp, words: readonly Stamp[]): ServerMs {
  const shift = Math.min(...words.map(({ at, time }) => at - time));
  return serverMs(stamp.time + shift);
}

/** The times of a server's newest word and of the one before, by this browser's clock. */
export function alignedTimes(
  newest: Stamp,
  before: Stamp | null,
): { readonly time: ServerMs; readonly before: ServerMs | null } {
  const words = before ? [newest, before] : [newest];
  return { time: alignedTime(newest, words), before: before && alignedTime(before, words) };
}

export function isNewer(a: Stamp, b: Stamp | null | undefined): boolean {
  return !b || compareStamps(a, b) > 0;
}

/** The newest two of what is known and what came in: the same in every order of arrival. */
export function newestTwo<T extends { readonly stamp: Stamp }>(known: readonly T[], incoming: T): readonly T[] {
  const at = known.findIndex((entry) => compareStamps(entry.stamp, incoming.stamp) <= 0);
  const place = at < 0 ? known.length : at;
  const holder = known[place];
  if (place >= 2 || (holder && compareStamps(holder.stamp, incoming.stamp) === 0)) return known;
  return [...known.slice(0, place), incoming, ...known.slice(place)].slice(0, 2);
}
