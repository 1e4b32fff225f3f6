import type { LocalMs } from '../domain/time';

/** Milliseconds between two faults told to the page: a throw in a short timer comes hundreds of times a second. */
const interval = 1000;
const maxText = 300;

/** Tells the page of bugs in the engine, at most one a second. */
export class FaultReporter {
  readonly #now: () => LocalMs;
  readonly #post: (what: string) => void;
  #last = Number.NEGATIVE_INFINITY;

  constructor(now: () => LocalMs, post: (what: string) => void) {
    this.#now = now;
    this.#post = post;
  }

  report(error: unknown): void {
    const now = this.#now();
    if (now - this.#last < interval) return;
    this.#last = now;
    this.#post(describe(error));
  }
}

/** Name, message and place of an error; cut, since it may hold text of the cluster. */
export function describe(error: unknown): string {
  if (!(error instanceof Error)) return typeof error === 'string' ? error.slice(0, maxText) : 'not an error';
  const place = error.stack?.split('\n')[1]?.trim() ?? '';
  return `${error.name}: ${error.message} ${place}`.slice(0, maxText);
}
