import type { Leadership, Quorum } from '../cluster/model';
import type { ServerName } from '../ids';
import type { LocalMs, ServerMs } from '../time';

/** A server whose own record names itself leader. Nobody else's word counts: survivors name a dead leader for seconds. */
export interface Claim {
  readonly server: ServerName;
  /** 2.12 and newer. */
  readonly since: ServerMs | null;
  /** When the record was received. */
  readonly at: LocalMs;
}

/** The claim that holds: the later `leader_since`; where one of them does not say, the record received later. */
export function strongestClaim<T extends Claim>(claims: readonly T[]): T | null {
  const comparable = claims.every(({ since }) => since !== null);
  return claims.reduce<T | null>(
    (best, claim) => (best === null || outdoes(claim, best, comparable) ? claim : best),
    null,
  );
}

function outdoes(a: Claim, b: Claim, comparable: boolean): boolean {
  if (comparable && a.since !== b.since) return (a.since ?? 0) > (b.since ?? 0);
  if (a.at !== b.at) return a.at > b.at;
  return a.server < b.server;
}

export interface LeadershipInput {
  /** Claim of an answering server. */
  readonly claim: Claim | null;
  /** Any member answers, and our own connection is live. */
  readonly known: boolean;
  readonly quorum: Quorum;
  /** Last known leader, when there is no claim. */
  readonly last: ServerName | null;
  /** When it was last known to lead, as far as that can be told. */
  readonly lostAt: LocalMs;
  readonly previous: Leadership | undefined;
}

/**
 * Who leads. A leader without a quorum goes on calling itself one for 10 to 20 s after its followers died: it is
 * `noQuorum`, since nothing can be accepted.
 */
export function leadershipOf({ claim, known, quorum, last, lostAt, previous }: LeadershipInput): Leadership {
  const lastKnown = claim?.server ?? last ?? lastOf(previous);
  if (!known || quorum.have === null) return { kind: 'unknown', last: lastKnown };
  if (quorum.have < quorum.need)
    return { kind: 'noQuorum', last: lastKnown, since: since('noQuorum', lostAt, previous) };
  if (claim) return { kind: 'led', by: claim.server, since: claim.since };
  return { kind: 'electing', last: lastKnown, since: since('electing', lostAt, previous) };
}

function since(kind: 'noQuorum' | 'electing', lostAt: LocalMs, previous: Leadership | undefined): LocalMs {
  return previous?.kind === kind ? previous.since : lostAt;
}

function lastOf(leadership: Leadership | undefined): ServerName | null {
  if (!leadership) return null;
  return leadership.kind === 'led' ? leadership.by : leadership.last;
}
