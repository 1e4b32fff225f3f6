import { domainName, streamKey } from '../ids';
import type { Advisory } from '../observation';
import type { LocalMs } from '../time';
import type { AdvisoryFact, Facts } from './facts';

/** Advisories kept for the time line. */
export const advisoriesKept = 512;
/** Deletions kept; an older one is found out by two placement rounds instead. */
export const deletionsKept = 4096;

/** Advisories are repeated by several servers and may come late: each id once, the newest of them. */
export function foldAdvisory(facts: Facts, advisory: Advisory, at: LocalMs): Facts {
  return {
    ...facts,
    advisories: withAdvisory(facts.advisories, { at, advisory }),
    deletions: withDeletion(facts.deletions, advisory, at),
  };
}

function withAdvisory(known: readonly AdvisoryFact[], incoming: AdvisoryFact): readonly AdvisoryFact[] {
  const same = known.find(({ advisory }) => advisory.id === incoming.advisory.id);
  if (same && same.at <= incoming.at) return known;
  const others = same ? known.filter((entry) => entry !== same) : known;
  const index = others.findIndex((entry) => newestFirst(incoming, entry) < 0);
  const place = index < 0 ? others.length : index;
  return [...others.slice(0, place), incoming, ...others.slice(place)].slice(0, advisoriesKept);
}

function newestFirst(a: AdvisoryFact, b: AdvisoryFact): number {
  return b.at - a.at || (a.advisory.id < b.advisory.id ? -1 : 1);
}

function withDeletion(known: Facts['deletions'], advisory: Advisory, at: LocalMs): Facts['deletions'] {
  if (advisory.kind !== 'assetChanged' || advisory.action !== 'deleted') return known;
  if (advisory.consumer !== null || advisory.account === null) return known;
  const key = streamKey(advisory.domain ?? domainName(''), advisory.account, advisory.stream);
  if ((known.get(key) ?? Number.NEGATIVE_INFINITY) >= at) return known;
  const next = new Map(known).set(key, at);
  if (next.size <= deletionsKept) return next;
  return new Map([...next].sort(([, a], [, b]) => b - a).slice(0, deletionsKept));
}
