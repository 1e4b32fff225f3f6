import type { ClusterModel } from '../cluster/model';
import { keepIdentity } from '../same';
import type { LocalMs } from '../time';
import type { Finding } from './finding';
import { findingOf, step, type Tracks } from './hysteresis';
import type { Rule } from './rule';
import { metaLeaderless } from './rules/meta-leaderless';
import { metaNoQuorum } from './rules/meta-no-quorum';
import { metaOneShort } from './rules/meta-one-short';
import { serverSilent } from './rules/server-silent';
import { streamNoQuorum } from './rules/stream-no-quorum';
import { streamReduced } from './rules/stream-reduced';
import { streamUnreachable } from './rules/stream-unreachable';

const rules: readonly Rule[] = [
  serverSilent,
  metaLeaderless,
  metaNoQuorum,
  metaOneShort,
  streamUnreachable,
  streamNoQuorum,
  streamReduced,
];

export interface Diagnosis {
  readonly tracks: Tracks;
  /** End of the liveness round that was judged last: each round counts once, however often the model is made. */
  readonly judged: LocalMs | null;
  /** P1 first, then the older. */
  readonly findings: readonly Finding[];
}

export const noDiagnosis: Diagnosis = { tracks: new Map(), judged: null, findings: [] };

/** The findings after this model. While our own connection is down nothing is raised and nothing cleared. */
export function diagnose(before: Diagnosis, model: ClusterModel): Diagnosis {
  const round = model.rounds.get('liveness');
  if (model.link !== 'live' || !round || round.interrupted || round.answered.length === 0) return before;
  if (before.judged !== null && round.endedAt <= before.judged) return before;
  const verdicts = rules.flatMap((rule) => rule(model));
  const tracks = step(before.tracks, verdicts, model.now);
  const findings = [...tracks.values()].filter(({ raised }) => raised).map(findingOf);
  return { tracks, judged: round.endedAt, findings: keepIdentity(before.findings, findings.sort(bySeverity)) };
}

function bySeverity(a: Finding, b: Finding): number {
  if (a.severity !== b.severity) return a.severity < b.severity ? -1 : 1;
  return a.firstSeen - b.firstSeen || (a.id < b.id ? -1 : 1);
}
