import type { RequestKind } from '../observation';
import { keepMapIdentity } from '../same';
import type { Context } from './context';
import type { RoundModel } from './model';

/** The latest round of each request, with who stayed silent. An interrupted round says nothing of anybody. */
export function assembleRounds(
  context: Context,
  previous: ReadonlyMap<RequestKind, RoundModel> | undefined,
): ReadonlyMap<RequestKind, RoundModel> {
  const known = [...context.stations.keys()];
  const fresh = new Map<RequestKind, RoundModel>();
  for (const [request, [latest]] of [...context.facts.rounds].sort(([a], [b]) => (a < b ? -1 : 1))) {
    if (!latest) continue;
    const { endedAt, undecodable, interrupted } = latest;
    const answered = [...latest.answered].sort();
    const silent = interrupted ? [] : known.filter((name) => !answered.includes(name));
    fresh.set(request, { request, endedAt, expected: known.length, answered, silent, undecodable, interrupted });
  }
  return keepMapIdentity(previous, fresh);
}
