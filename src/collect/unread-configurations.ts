import type { AccountId, StreamKey } from '../domain/ids';
import type { DurationMs } from '../domain/time';
import type { Clock } from './clock';
import { Coalescer } from './coalescer';

/** Between two requests (ms). */
const interval: DurationMs = 2000;
/** A stream of which nobody tells it in so many tries has its turn with the ordinary polls. */
const mostTries = 3;

/** A stream that is told of, but whose configuration was not read. */
export interface UnreadStream {
  readonly key: StreamKey;
  readonly account: AccountId;
}

/** Asks for the configuration of streams that came since it was read: ordinary polls bring it once a minute. */
export class UnreadConfigurations {
  /** Of each stream, so that one that never answers, or many that came before, keep nobody from being asked for. */
  readonly #tries = new Map<StreamKey, number>();
  readonly #waiting = new Map<StreamKey, AccountId>();
  readonly #wanted: Coalescer<AccountId>;
  #begun = false;

  constructor(clock: Clock, ask: (account: AccountId) => Promise<unknown>, onError: (error: unknown) => void) {
    this.#wanted = new Coalescer(clock, interval, (accounts) => {
      for (const [key, account] of this.#waiting) {
        if (!accounts.has(account)) continue;
        this.#tries.set(key, (this.#tries.get(key) ?? 0) + 1);
        this.#waiting.delete(key);
      }
      for (const account of accounts) ask(account).catch(onError);
    });
  }

  /** Such streams, by the present picture. */
  seen(streams: Iterable<UnreadStream>): void {
    if (!this.#begun) return;
    for (const { key, account } of streams)
      if ((this.#tries.get(key) ?? 0) < mostTries) this.#waiting.set(key, account);
    for (const account of new Set(this.#waiting.values())) this.#wanted.add(account);
  }

  /** All configurations have just been asked for. */
  asked(): void {
    this.#begun = true;
    this.#tries.clear();
  }

  stop(): void {
    this.#wanted.stop();
  }
}
