/** Which of several waiting requests goes first: the lower number. */
export type Priority = 0 | 1 | 2 | 3;

/**
 * Lets one heavy request at a time through. Each server answers system requests one after another, so that two large
 * ones at once delay every other monitoring client and the API of users.
 */
export class HeavyLane {
  readonly #waiting: { readonly priority: Priority; readonly go: () => void }[] = [];
  #busy = false;

  async run<T>(priority: Priority, task: () => Promise<T>): Promise<T> {
    if (this.#busy) await this.#turn(priority);
    this.#busy = true;
    try {
      return await task();
    } finally {
      this.#next();
    }
  }

  #turn(priority: Priority): Promise<void> {
    return new Promise((go) => {
      const place = this.#waiting.findIndex((other) => other.priority > priority);
      this.#waiting.splice(place < 0 ? this.#waiting.length : place, 0, { priority, go });
    });
  }

  /** Hands the lane over without freeing it, so that nobody slips in between. */
  #next(): void {
    const next = this.#waiting.shift();
    if (next) next.go();
    else this.#busy = false;
  }
}
