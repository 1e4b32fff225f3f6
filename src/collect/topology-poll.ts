import { localMs, type DurationMs, type LocalMs } from '../domain/time';
import { fewServers, topologyPeriod } from '../domain/topology/period';
import { Cadence, type AfterPoll } from './cadence';
import type { Clock } from './clock';
import type { HeavyLane } from './heavy-lane';
import { topologyRounds } from './requests';
import type { RoundResult, RoundSpec } from './round';

/** After a server came or went, links are made and given up for that long (ms). */
const settling: DurationMs = 5000;
/** Meanwhile they are asked for that often (ms). */
const settlingPeriod: DurationMs = 1000;

export interface TopologyPollDeps {
  readonly clock: Clock;
  readonly lane: HeavyLane;
  readonly servers: () => number;
  readonly isVisible: () => boolean;
  /** Asks everybody who answers. */
  readonly round: (spec: Omit<RoundSpec, 'expected'>) => Promise<RoundResult>;
  readonly onError: (error: unknown) => void;
}

/** Asks for the links between servers: only while somebody looks, and more often while servers come and go. */
export class TopologyPoll {
  readonly cadence: Cadence;
  readonly #deps: TopologyPollDeps;
  #unsettledUntil: LocalMs | null = null;
  #watched = false;

  constructor(deps: TopologyPollDeps) {
    this.#deps = deps;
    this.cadence = new Cadence(deps.clock, {
      period: () => (this.#watched && deps.isVisible() ? this.#period() : null),
      run: () => this.#poll(),
      onError: deps.onError,
    });
  }

  /** Whether somebody looks. Returns true when that begins. */
  watch(watched: boolean): boolean {
    const begins = watched && !this.#watched;
    this.#watched = watched;
    return begins;
  }

  /** A server came, went, fell silent or returned. */
  membershipChanged(): void {
    this.#unsettledUntil = localMs(this.#deps.clock.now() + settling);
    this.cadence.kick();
  }

  /** The routes of many servers are a heavy reply: their rounds take turns with others. */
  async #poll(): Promise<AfterPoll> {
    const { lane, round, servers } = this.#deps;
    if (!this.#watched) return 'wait';
    const results = await Promise.all(
      topologyRounds.map((spec) => (servers() > fewServers ? lane.run(1, () => round(spec)) : round(spec))),
    );
    return Math.max(...results.map(({ tookMs }) => tookMs));
  }

  #period(): DurationMs {
    const usual = topologyPeriod(this.#deps.servers());
    const isSettling = this.#unsettledUntil !== null && this.#deps.clock.now() < this.#unsettledUntil;
    return isSettling ? Math.min(settlingPeriod, usual) : usual;
  }
}
