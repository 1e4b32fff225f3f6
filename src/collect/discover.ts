import { err, ok, type Result } from '../lib/result';
import type { AccountIndex } from './account-index';
import { problemOf, type GreetingProblem } from './greeting';
import { statsz, summary, to } from './requests';
import type { RoundResult, RoundSpec } from './round';

export interface DiscoverDeps {
  readonly round: (spec: RoundSpec) => Promise<RoundResult>;
  readonly index: Pick<AccountIndex, 'heard' | 'enabled'>;
  /** Whether STATSZ was answered; told after each attempt. */
  readonly onStatsz: (answered: boolean) => void;
}

/** Silence rule of the first rounds (ms): nobody knows yet how many servers there are. */
const quietMs = 150;

/** Finds out who is there, or why nobody can be seen. A cluster that is slow to answer is asked twice. */
export async function discover({ round, index, onStatsz }: DiscoverDeps): Promise<Result<null, GreetingProblem>> {
  const nobody = new Set<never>();
  for (const attempt of [1, 2]) {
    const [stats, totals] = await Promise.all([
      round({ ...to(nobody, statsz()), quietMs, deadlineMs: attempt * 1000, urgent: true }),
      round({ ...to(nobody, summary(true)), quietMs, deadlineMs: attempt * 2000, urgent: true }),
    ]);
    onStatsz(stats.replies > 0);
    if (totals.replies > 0 && !index.heard()) return err('unreadable');
    if (totals.replies > 0) return index.enabled() ? ok(null) : err('jetstreamDisabled');
    const problem = stats.replies > 0 ? 'permissionsMissing' : problemOf([stats.failure, totals.failure]);
    if (problem !== 'noReply' && totals.failure?.code !== 'timeout') return err(problem);
  }
  return err('noReply');
}
