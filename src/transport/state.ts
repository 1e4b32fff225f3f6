import type { LinkState } from '../domain/observation';
import type { Unsubscribe } from './transport';

/** The state of the connection and who wants to know of its changes. */
export class StateHolder {
  #state: LinkState = 'connecting';
  readonly #listeners = new Set<(state: LinkState) => void>();

  get state(): LinkState {
    return this.#state;
  }

  /** `closed` is for ever. */
  set(state: LinkState): void {
    if (state === this.#state || this.#state === 'closed') return;
    this.#state = state;
    [...this.#listeners].forEach((listener) => listener(state));
  }

  onChange(listener: (state: LinkState) => void): Unsubscribe {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
}
