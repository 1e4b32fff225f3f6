import type { DurationMs } from '../domain/time';
import type { Cancel, Clock } from './clock';

/**
 * Gathers what asks for a refresh: the first at once, what follows together, at most one flush per interval. A loss of
 * a server brings a burst of advisories.
 */
export class Coalescer<T> {
  readonly #clock: Clock;
  readonly #interval: DurationMs;
  readonly #flush: (items: ReadonlySet<T>) => void;
  #items = new Set<T>();
  #last = Number.NEGATIVE_INFINITY;
  #cancel: Cancel | null = null;

  constructor(clock: Clock, interval: DurationMs, flush: (items: ReadonlySet<T>) => void) {
    this.#clock = clock;
    this.#interval = interval;
    this.#flush = flush;
  }

  add(item: T): void {
    this.#items.add(item);
    if (this.#cancel) return;
    const wait = this.#last + this.#interval - this.#clock.now();
    if (wait <= 0) this.#send();
    else this.#cancel = this.#clock.after(wait, () => this.#send());
  }

  stop(): void {
    this.#cancel?.();
    this.#cancel = null;
    this.#items.clear();
  }

  #send(): void {
    this.#cancel = null;
    this.#last = this.#clock.now();
    const items = this.#items;
    this.#items = new Set();
    this.#flush(items);
  }
}
