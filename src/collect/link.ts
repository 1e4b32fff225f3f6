import type { LinkState } from '../domain/observation';
import type { Transport, Unsubscribe } from '../transport/transport';
import type { Clock } from './clock';
import type { Take } from './pipe';
import type { RoundResult } from './round';

/** Rounds without any reply after which another server is dialled: ours answers PING and nothing else, or is frozen. */
const emptyRounds = 2;

/** The state of the link as requests show it: an open socket whose requests nobody answers is `stale`. */
export class Link {
  readonly #transport: Transport;
  readonly #clock: Clock;
  readonly #take: Take;
  readonly #onLive: () => void;
  readonly #end: Unsubscribe;
  #state: LinkState;
  #empty = 0;

  constructor(transport: Transport, clock: Clock, take: Take, onLive: () => void) {
    this.#transport = transport;
    this.#clock = clock;
    this.#take = take;
    this.#onLive = onLive;
    this.#state = transport.state;
    this.#record();
    this.#end = transport.onState((state) => {
      this.#empty = 0;
      this.#set(state);
      if (state === 'live') this.#onLive();
    });
  }

  get state(): LinkState {
    return this.#state;
  }

  /** After a round of liveness. Returns whether to ask again at once. */
  round(result: RoundResult): 'again' | 'wait' {
    if (this.#transport.state !== 'live') return 'wait';
    if (result.replies > 0) {
      this.#empty = 0;
      this.#set('live');
      return 'wait';
    }
    if (result.failure?.code !== 'timeout') return 'wait';
    this.#empty += 1;
    this.#set('stale');
    if (this.#empty < emptyRounds) return 'again';
    this.#empty = 0;
    this.#transport.redial();
    return 'wait';
  }

  /** Nothing is known to be fresh: this program was frozen, or the machine asleep. */
  doubt(): void {
    if (this.#state === 'live') this.#set('stale');
  }

  stop(): void {
    this.#end();
  }

  #set(state: LinkState): void {
    if (state === this.#state) return;
    this.#state = state;
    this.#record();
  }

  #record(): void {
    this.#take({ kind: 'link', at: this.#clock.now(), link: this.#state }, true);
  }
}
