import type { MetaGroup } from '../cluster/model';
import type { PeerId, ServerName } from '../ids';
import { localMs, type DurationMs, type LocalMs } from '../time';

/** What tells who led a meta group at one moment, by this browser's clock. */
export type Evidence =
  /** An advisory of the election, when it arrived: 2.10 and newer. It names the peer, not the server. */
  | { readonly kind: 'elected'; readonly at: LocalMs; readonly id: string; readonly leader: PeerId }
  /** A server that has a quorum named itself leader in a reply that was received then. */
  | { readonly kind: 'led'; readonly at: LocalMs; readonly leader: ServerName }
  /** Members answer and none of them leads; `since` the last one was heard, as far as that can be told. */
  | {
      readonly kind: 'without';
      readonly at: LocalMs;
      readonly since: LocalMs;
      readonly why: 'electing' | 'noQuorum';
    }
  /** From then on nobody could be asked, or nobody asked. */
  | { readonly kind: 'unseen'; readonly at: LocalMs };

/** What comes later than this after newer evidence (ms) is not taken in any more: what it tells of is settled. */
export const settledAfter: DurationMs = 60_000;
/**
 * A reply may have been on its way, for as long as a round lasts (ms), when the election it knows nothing of was
 * announced.
 */
export const roundLasts: DurationMs = 1000;
/** Evidence kept: some hundred changes. */
export const evidenceKept = 600;

/** What a model says of one of its groups at `now`. */
export function evidenceOf({ leadership, asOf }: MetaGroup, now: LocalMs): Evidence {
  switch (leadership.kind) {
    case 'led':
      return { kind: 'led', at: asOf ?? now, leader: leadership.by };
    case 'electing':
    case 'noQuorum':
      return { kind: 'without', at: now, since: leadership.since, why: leadership.kind };
    case 'unknown':
      return { kind: 'unseen', at: now };
  }
}

/**
 * Takes one more piece in, in the order of time: whatever comes in whichever order, within a minute, and however often
 * gives the same. Of many that say the same only the first and the last are kept. Unchanged lists keep their identity.
 */
export function note(known: readonly Evidence[], fresh: Evidence): readonly Evidence[] {
  const newest = known.at(-1)?.at ?? fresh.at;
  if (fresh.at < newest - settledAfter) return known;
  const place = known.findLastIndex((entry) => compare(entry, fresh) <= 0) + 1;
  const before = known[place - 1];
  if (before !== undefined && compare(before, fresh) === 0) return known;
  return thinned([...known.slice(0, place), fresh, ...known.slice(place)]).slice(-evidenceKept);
}

/**
 * Between two that say the same, what is settled tells nothing new; unless an election was so short a time before the
 * first of them that it does not count.
 */
function thinned(list: readonly Evidence[]): readonly Evidence[] {
  const settled = (list.at(-1)?.at ?? localMs(0)) - settledAfter;
  let election = Number.NEGATIVE_INFINITY;
  return list.filter((entry, index) => {
    const [before, after] = [list[index - 1], list[index + 1]];
    if (entry.kind === 'elected') election = entry.at;
    if (!before || !after || after.at >= settled || before.at - election < roundLasts) return true;
    return !(saysSame(before, entry) && saysSame(entry, after));
  });
}

function saysSame(a: Evidence, b: Evidence): boolean {
  switch (a.kind) {
    case 'elected':
      return false;
    case 'led':
      return b.kind === 'led' && a.leader === b.leader;
    case 'without':
      return b.kind === 'without' && a.why === b.why;
    case 'unseen':
      return b.kind === 'unseen';
  }
}

const ranks = { unseen: 0, without: 1, led: 2, elected: 3 } as const;

/** By time; what happened in the same millisecond in an order that does not depend on who told it first. */
function compare(a: Evidence, b: Evidence): number {
  return a.at - b.at || ranks[a.kind] - ranks[b.kind] || order(detailOf(a), detailOf(b));
}

function detailOf(evidence: Evidence): string {
  switch (evidence.kind) {
    case 'elected':
      return evidence.id;
    case 'led':
      return evidence.leader;
    case 'without':
      return `${evidence.why} ${String(evidence.since)}`;
    case 'unseen':
      return '';
  }
}

const order = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
