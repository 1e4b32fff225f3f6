import type { AccountId } from '../domain/ids';
import type { DurationMs } from '../domain/time';
import type { AccountIndex } from './account-index';
import type { HeavyLane, Priority } from './heavy-lane';
import { wholeLimit } from './periods';
import { accountStreams, configuration, placement, summary } from './requests';
import type { RoundResult, RoundSpec } from './round';

export interface StreamRoundsDeps {
  readonly lane: HeavyLane;
  readonly index: Pick<AccountIndex, 'accounts' | 'copies' | 'copiesOf'>;
  /** Asks everybody who answers. */
  readonly round: (spec: Omit<RoundSpec, 'expected'>) => Promise<RoundResult>;
  /** The session has ended: no further account is asked. */
  readonly ended: () => boolean;
}

/** A copy of a stream takes some 0.5 KB: below so many, an account's reply is no heavy one. */
const lightLimit = 150;
/** Heavy requests in a row that ended with the connection: the server may have cut us off for the size of the reply. */
const maxBroken = 2;

/** Asks for streams: all at once while they are few, else account by account, one heavy request at a time. */
export class StreamRounds {
  readonly #deps: StreamRoundsDeps;
  #broken = 0;

  constructor(deps: StreamRoundsDeps) {
    this.#deps = deps;
  }

  /** Whether one request for all streams is small enough. */
  get whole(): boolean {
    return this.#broken < maxBroken && this.#deps.index.copies() <= wholeLimit;
  }

  /** Like the others resolves with how long the cluster worked on it (ms). */
  async placement(): Promise<DurationMs> {
    if (this.whole) return this.#all(1, placement());
    let took = 0;
    for (const { id } of this.#deps.index.accounts()) took += (await this.account(2, id, false)).tookMs;
    return took;
  }

  /** All at once if that is small enough. Returns false where it is not: the turn of the polls has to do. */
  async everything(): Promise<boolean> {
    if (!this.whole) return false;
    await this.#all(0, { ...placement(), urgent: true });
    return true;
  }

  async configuration(): Promise<DurationMs> {
    if (this.whole) return this.#all(3, configuration());
    let took = (await this.#deps.round(summary(true))).tookMs;
    for (const { id } of this.#deps.index.accounts()) took += (await this.account(3, id, true)).tookMs;
    return took;
  }

  /** Accounts that somebody looks at, with consumers and configuration. */
  async details(accounts: Iterable<AccountId>): Promise<DurationMs> {
    let took = 0;
    for (const account of accounts) took += (await this.account(1, account, true)).tookMs;
    return took;
  }

  /** `full`: with consumers and configuration. `urgent`: it goes on screen without waiting for more. */
  async account(
    priority: Priority,
    account: AccountId,
    full: boolean,
    urgent = false,
  ): Promise<Pick<RoundResult, 'answered' | 'tookMs'>> {
    const spec = accountStreams(account, full);
    if (!spec || this.#deps.ended()) return { answered: new Set(), tookMs: 0 };
    const ask = () => this.#deps.round({ ...spec, urgent });
    const light = urgent && this.#deps.index.copiesOf(account) < lightLimit;
    return light ? ask() : this.#deps.lane.run(priority, ask);
  }

  async #all(priority: Priority, spec: Omit<RoundSpec, 'expected'>): Promise<DurationMs> {
    const result = await this.#deps.lane.run(priority, () => this.#deps.round(spec));
    this.#broken = result.failure?.code === 'interrupted' ? this.#broken + 1 : 0;
    return result.tookMs;
  }
}
