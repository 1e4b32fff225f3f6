import { to } from './requests';
import type { Roster } from './roster';
import { runRound, type RoundDeps, type RoundResult, type RoundSpec } from './round';

/** The rounds of a session. */
export class Rounds {
  constructor(
    private readonly deps: Omit<RoundDeps, 'onSilent'>,
    private readonly roster: Roster,
  ) {}

  /** Asks everybody, and waits to the end for whom the spec names. */
  run(spec: RoundSpec): Promise<RoundResult> {
    return runRound(this.deps, spec);
  }

  /** Asks everybody, and waits for those who answer for as long as they do: who falls silent holds nobody up. */
  ask(spec: Omit<RoundSpec, 'expected'>): Promise<RoundResult> {
    const onSilent: RoundDeps['onSilent'] = (listener) => this.roster.onSilent(listener);
    return runRound({ ...this.deps, onSilent }, to(this.roster.answering(), spec));
  }
}
