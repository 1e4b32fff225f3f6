import type { AccountId } from '../domain/ids';
import type { DurationMs } from '../domain/time';
import { Cadence, type AfterPoll } from './cadence';
import type { Clock } from './clock';
import { raftGroup } from './requests';
import type { RoundResult, RoundSpec } from './round';

/** A Raft group whose log is on screen. */
export interface WatchedGroup {
  readonly account: AccountId;
  readonly group: string;
}

export interface RaftPollDeps {
  readonly clock: Clock;
  readonly isVisible: () => boolean;
  readonly round: (spec: Omit<RoundSpec, 'expected'>) => Promise<RoundResult>;
  /** The login may not ask: it is not asked again. */
  readonly onDenied: () => void;
  readonly onError: (error: unknown) => void;
}

const period: DurationMs = 2000;

/** Asks for the Raft logs that somebody looks at, one light round for each, and for no others. */
export class RaftPoll {
  readonly cadence: Cadence;
  readonly #deps: RaftPollDeps;
  #groups: readonly WatchedGroup[] = [];
  #denied = false;

  constructor(deps: RaftPollDeps) {
    this.#deps = deps;
    const { clock, onError } = deps;
    const wanted = () => this.#groups.length > 0 && !this.#denied && deps.isVisible();
    this.cadence = new Cadence(clock, { period: () => (wanted() ? period : null), run: () => this.#poll(), onError });
  }

  /** The groups that somebody looks at. Returns true when one was added. */
  watch(groups: readonly WatchedGroup[]): boolean {
    const added = groups.some(({ account, group }) => !this.#has(account, group));
    this.#groups = groups;
    return added;
  }

  #has(account: AccountId, group: string): boolean {
    return this.#groups.some((known) => known.account === account && known.group === group);
  }

  async #poll(): Promise<AfterPoll> {
    if (this.#denied) return 'wait';
    let took = 0;
    for (const { account, group } of this.#groups) {
      const { failure, tookMs } = await this.#deps.round(raftGroup(account, group));
      took += tookMs;
      if (failure?.code !== 'denied') continue;
      this.#denied = true;
      this.#deps.onDenied();
      break;
    }
    return took;
  }
}
