import type { RoundModel } from '../../domain/cluster/model';
import type { Undecodable } from '../../domain/observation';
import type { DurationMs, LocalMs } from '../../domain/time';

/** Rounds older than that are of requests that are no longer made: the rarest comes once a minute. */
const fresh: DurationMs = 120_000;

/** Replies of the latest rounds that could not be read: that part of the picture is missing or older than the rest. */
export function unreadIn(rounds: readonly RoundModel[], now: LocalMs): readonly Undecodable[] {
  return rounds.filter(({ endedAt }) => now - endedAt < fresh).flatMap(({ undecodable }) => undecodable);
}
