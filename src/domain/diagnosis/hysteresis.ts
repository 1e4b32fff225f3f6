import type { LocalMs } from '../time';
import type { Finding } from './finding';

/** What a rule found at one moment. `raiseAfter`: consecutive bad rounds until it is shown. */
export interface Candidate extends Pick<Finding, 'id' | 'code' | 'severity' | 'subject' | 'values'> {
  readonly raiseAfter: number;
  /** When it went bad, where the data tell. */
  readonly since: LocalMs | null;
}

/** What a rule says of a subject. Subjects it does not mention are good. */
export type Verdict =
  | { readonly kind: 'bad'; readonly candidate: Candidate }
  /** The data that would tell come from silent servers: neither good nor bad. */
  | { readonly kind: 'unknown'; readonly id: string };

export function bad(candidate: Candidate): readonly Verdict[] {
  return [{ kind: 'bad', candidate }];
}

export function unknown(id: string): readonly Verdict[] {
  return [{ kind: 'unknown', id }];
}

/** The memory of one finding. */
export interface Track {
  readonly candidate: Candidate;
  readonly raised: boolean;
  /** Consecutive rounds. */
  readonly bad: number;
  readonly good: number;
  readonly firstSeen: LocalMs;
  readonly lastSeen: LocalMs;
}

export type Tracks = ReadonlyMap<string, Track>;

/** Default: two bad rounds raise, three good ones clear. */
export const raiseAfter = 2;
export const clearAfter = 3;

/** One round later. Unknown subjects stay as they are. */
export function step(tracks: Tracks, verdicts: readonly Verdict[], now: LocalMs): Tracks {
  const next = new Map<string, Track>();
  const unknown = new Set<string>();
  for (const verdict of verdicts) {
    if (verdict.kind === 'bad')
      next.set(verdict.candidate.id, worse(tracks.get(verdict.candidate.id), verdict.candidate, now));
    else unknown.add(verdict.id);
  }
  for (const [id, track] of tracks) {
    if (next.has(id)) continue;
    const kept = unknown.has(id) ? track : better(track);
    if (kept) next.set(id, kept);
  }
  return next;
}

function worse(known: Track | undefined, candidate: Candidate, now: LocalMs): Track {
  const bad = (known?.bad ?? 0) + 1;
  return {
    candidate,
    raised: known?.raised === true || bad >= candidate.raiseAfter,
    bad,
    good: 0,
    firstSeen: known?.firstSeen ?? candidate.since ?? now,
    lastSeen: now,
  };
}

function better(track: Track): Track | null {
  const good = track.good + 1;
  return track.raised && good < clearAfter ? { ...track, bad: 0, good } : null;
}

export function findingOf({ candidate, firstSeen, lastSeen, good }: Track): Finding {
  const { id, code, severity, subject, values } = candidate;
  return { id, code, severity, subject, values, firstSeen, lastSeen, phase: good > 0 ? 'quiet' : 'open' };
}
