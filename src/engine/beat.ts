import type { Cancel, Clock } from '../collect/clock';
import type { DurationMs, LocalMs } from '../domain/time';

/** Between two beats (ms). */
export const beatPeriod: DurationMs = 1000;
/** Longer since the last beat: this program was frozen, or the machine asleep (ms). */
const jump: DurationMs = 3 * beatPeriod;

/** The regular sign of life. Tells when time has jumped: a page that is frozen stops its worker, too. */
export class Beat {
  readonly #clock: Clock;
  readonly #onBeat: (seq: number, at: LocalMs) => void;
  readonly #onJump: () => void;
  #cancel: Cancel;
  #seq = 0;
  #last: LocalMs;

  constructor(clock: Clock, onBeat: (seq: number, at: LocalMs) => void, onJump: () => void) {
    this.#clock = clock;
    this.#onBeat = onBeat;
    this.#onJump = onJump;
    this.#last = clock.now();
    this.#cancel = clock.after(beatPeriod, () => this.#beat());
  }

  stop(): void {
    this.#cancel();
  }

  #beat(): void {
    this.#cancel = this.#clock.after(beatPeriod, () => this.#beat());
    const now = this.#clock.now();
    const jumped = now - this.#last > jump;
    this.#last = now;
    this.#seq += 1;
    if (jumped) this.#onJump();
    this.#onBeat(this.#seq, now);
  }
}
