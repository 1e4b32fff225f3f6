import type { KeyRow, KeysReport } from '../domain/inside/buckets';
import { mergeKeys } from '../domain/inside/key-list';

export interface KnownKeys {
  readonly rows: readonly KeyRow[];
  readonly complete: boolean;
  readonly cut: boolean;
}

/** From that many keys on, drawing the list anew is work that is done once a second (ms), not with every report. */
const many = 5000;
const pause = 1000;

/** The keys of one watch: reports are handed on as they come while there are few keys, and then those of a second together. */
export class GatheredKeys {
  #known: KnownKeys = { rows: [], complete: false, cut: false };
  #changed: KeyRow[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #next = 0;

  constructor(private readonly tell: (keys: KnownKeys) => void) {}

  add({ changed, complete, cut }: KeysReport): void {
    this.#changed = this.#changed.concat(changed);
    const completes = complete && !this.#known.complete;
    this.#known = { rows: this.#known.rows, complete: this.#known.complete || complete, cut };
    if (completes || this.#known.rows.length < many) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), Math.max(0, this.#next - performance.now()));
  }

  /** Hands on what was gathered. */
  flush(): void {
    this.stop();
    this.#next = performance.now() + pause;
    this.#known = { ...this.#known, rows: mergeKeys(this.#known.rows, this.#changed) };
    this.#changed = [];
    this.tell(this.#known);
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}
