import type { DurationMs } from '../domain/time';
import type { Cancel, Clock } from './clock';

/** `again`: poll once more at once, as after one that brought nothing. A number: how long the cluster worked on it (ms). */
export type AfterPoll = 'again' | 'wait' | DurationMs;

export interface CadenceOptions {
  /** Read before each wait, so that it may follow the size of the cluster. `null`: pause until kicked. */
  readonly period: () => DurationMs | null;
  /** Resolves when the poll is over. */
  readonly run: () => Promise<AfterPoll>;
  readonly onError: (error: unknown) => void;
}

/** Share of its period that the cluster may work on a poll; above it the next one waits longer. */
const share = 0.2;

/**
 * Repeats a poll. The first wait is a random part of the period, so that many consoles do not poll in step. A poll on
 * which the cluster works for more than a fifth of its period is spaced out.
 */
export class Cadence {
  readonly #clock: Clock;
  readonly #options: CadenceOptions;
  #cancel: Cancel | null = null;
  #running = false;
  #kicked = false;
  #stopped = false;
  #jittered = false;

  constructor(clock: Clock, options: CadenceOptions) {
    this.#clock = clock;
    this.#options = options;
  }

  /** Polls now; while a poll runs, once more after it. */
  kick(): void {
    if (this.#stopped) return;
    if (this.#running) {
      this.#kicked = true;
      return;
    }
    this.#cancel?.();
    this.#cancel = null;
    void this.#poll();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  async #poll(): Promise<void> {
    this.#running = true;
    const started = this.#clock.now();
    let after: AfterPoll = 'wait';
    try {
      after = await this.#options.run();
    } catch (error) {
      this.#options.onError(error);
    }
    this.#running = false;
    if (this.#stopped) return;
    if (after === 'again' || this.#kicked) {
      this.#kicked = false;
      // Through the clock, so that a poll that fails at once cannot spin.
      this.#cancel = this.#clock.after(0, () => this.kick());
      return;
    }
    this.#wait(this.#clock.now() - started, after === 'wait' ? 0 : after);
  }

  #wait(took: DurationMs, work: DurationMs): void {
    const period = this.#options.period();
    if (period === null) return;
    const rest = Math.max(period, work / share) - took;
    const delay = this.#jittered ? rest : rest * (0.5 + this.#clock.random() / 2);
    this.#jittered = true;
    this.#cancel = this.#clock.after(Math.max(delay, 0), () => this.kick());
  }
}
