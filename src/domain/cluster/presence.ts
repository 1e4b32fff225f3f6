import { lastHeard, type Facts, type ServerFacts } from '../facts/facts';
import type { Round } from '../observation';
import type { DurationMs, LocalMs } from '../time';
import type { Presence } from './model';

/** Without any sign of life or round for that long, nothing is known of anybody: rounds come every 2 s. */
export const evidenceHorizon: DurationMs = 10_000;
/** Rounds that a server misses before it counts as silent where something is done about it: one may have been slow. */
const missedUntilSilent = 2;

/** Liveness rounds that say something of single servers: not interrupted, and somebody answered. Newest first. */
export function usableRounds(facts: Facts): readonly Round[] {
  return (facts.rounds.get('liveness') ?? []).filter(
    ({ interrupted, answered }) => !interrupted && answered.length > 0,
  );
}

/**
 * Does the server answer? Decided by our own rounds only: `offline` comes 150 s late after a crash. After a new
 * connection nobody answers until heard on it: the server that the old one went to may be the frozen one.
 */
export function presenceOf(server: ServerFacts, facts: Facts, rounds: readonly Round[], now: LocalMs): Presence {
  if (facts.link.state !== 'live') return { kind: 'unknown' };
  const heard = lastHeard(server);
  const announced = announcedDeparture(server);
  if (heard === null) return announced ? silent(announced.at, 0, announced) : neverHeard(rounds, now);
  const missed = rounds.filter(({ startedAt, answered }) => startedAt >= heard && !answered.includes(server.name));
  if (announced?.how === 'shutdown') return silent(announced.at, missed.length, announced);
  if (missed.length > 0) return isRecent(rounds, now) ? silent(heard, missed.length, announced) : { kind: 'unknown' };
  const isRecentWord = now - heard <= evidenceHorizon && heard >= facts.link.downAt;
  return isRecentWord ? { kind: 'answering' } : { kind: 'unknown' };
}

/** Presence of a server that is only named by others. */
export function neverHeard(rounds: readonly Round[], now: LocalMs): Presence {
  return isRecent(rounds, now) ? { kind: 'neverHeard' } : { kind: 'unknown' };
}

function isRecent(rounds: readonly Round[], now: LocalMs): boolean {
  return rounds[0] !== undefined && now - rounds[0].endedAt <= evidenceHorizon;
}

function silent(since: LocalMs, missed: number, announced: ServerFacts['departure']): Presence {
  return { kind: 'silent', since, missed, announced: announced?.how ?? null };
}

/** An orderly stop holds until the server answers a later round, or comes back as a new run. */
function announcedDeparture(server: ServerFacts): ServerFacts['departure'] {
  const { departure, answeredAt, info } = server;
  if (!departure || (info && info.id !== departure.stamp.id)) return null;
  return answeredAt !== null && answeredAt > departure.at ? null : departure;
}

export function isAnswering(presence: Presence): boolean {
  return presence.kind === 'answering';
}

/** Nobody home: known not to answer, as against not knowing. */
export function isGone(presence: Presence): boolean {
  return presence.kind === 'silent' || presence.kind === 'neverHeard';
}

/** Not only slow: it has said that it goes, missed enough rounds, or was never heard. */
export function isSilent(presence: Presence): boolean {
  if (presence.kind === 'neverHeard') return true;
  return presence.kind === 'silent' && (presence.announced !== null || presence.missed >= missedUntilSilent);
}

/** Equal for rows: the count of missed rounds beyond two changes nothing there. */
export function presenceClass(presence: Presence): string {
  if (presence.kind !== 'silent') return presence.kind;
  return `silent ${presence.since} ${Math.min(presence.missed, 2)} ${presence.announced ?? ''}`;
}
