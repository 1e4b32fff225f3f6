import type { DurationMs } from '../domain/time';
import type { Link } from './link';
import type { Clock } from './transport';

/** A PING without an answer for that long (ms) makes a link stale. */
const staleAfter: DurationMs = 2000;
/** A stale link that stays without an answer for that long (ms) is given up. */
const givenUpAfter: DurationMs = 3000;
/** PONGs queue behind large replies: as long as bytes come in, a link is not silent, but no longer than that (ms). */
const longestExcuse: DurationMs = 60_000;

export interface HeartbeatHandler {
  answered(): void;
  stale(): void;
  givenUp(): void;
}

/** Finds out whether the server of one link still answers. Half-open links look fine to everybody else for minutes. */
export class Heartbeat {
  #probe: Promise<DurationMs | null> | null = null;
  #cancel: () => void = () => undefined;
  #stopped = false;

  constructor(
    private readonly link: Link,
    private readonly clock: Clock,
    private readonly interval: DurationMs,
    private readonly handler: HeartbeatHandler,
  ) {
    this.#wait();
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel();
  }

  /** Round trip time, or `null` once the link is given up. One PING at a time: who asks meanwhile shares it. */
  probe(): Promise<DurationMs | null> {
    this.#cancel();
    this.#probe ??= this.#ping().finally(() => {
      this.#probe = null;
      if (!this.#stopped) this.#wait();
    });
    return this.#probe;
  }

  #wait(): void {
    this.#cancel = this.clock.after(this.interval, () => void this.probe());
  }

  #ping(): Promise<DurationMs | null> {
    const { clock, link } = this;
    const sentAt = clock.now();
    return new Promise((resolve) => {
      let cancel: () => void = () => undefined;
      const end = (result: DurationMs | null) => {
        cancel();
        resolve(result);
      };
      /** Asks again after `delay` whether anything came since; `then` is for when nothing did. */
      const watch = (delay: DurationMs, then: () => void) => {
        const heard = link.heard();
        cancel = clock.after(delay, () => {
          const busy = link.heard() !== heard && clock.now() - sentAt < longestExcuse;
          if (busy) watch(delay, then);
          else then();
        });
      };
      watch(staleAfter, () => {
        if (!this.#stopped) this.handler.stale();
        watch(givenUpAfter, () => {
          end(null);
          if (!this.#stopped) this.handler.givenUp();
        });
      });
      link.ping().then(
        () => {
          if (!this.#stopped) this.handler.answered();
          end(clock.now() - sentAt);
        },
        () => end(null),
      );
    });
  }
}
