// @ts-check
import { nuid } from 'nats.ws';
import { readBatch } from './read.mjs';

/** How long a server keeps a consumer whose client does not ask any more, ns. */
const keptFor = 30 * 1_000_000_000;
/** Reads in a row without an answer after which a consumer is given up: a new one is heard everywhere a moment later. */
const patience = 8;

/**
 * Reads through a consumer that lives with it, as client libraries do: a server that goes takes the consumer along, and then it
 * is made anew. An ordered one goes on after the last message that was seen.
 */
export class Watcher {
  /** @type {string | undefined} name of the consumer, while there is one */
  #consumer;
  #unanswered = 0;
  #last = 0;
  #serial = 0;
  #isBusy = false;
  #prefix = nuid.next();
  #connection;
  #wanted;

  /**
   * @param {import('nats.ws').NatsConnection} connection
   * @param {typeof import('./assets.mjs').demoWatchers[number]} wanted
   */
  constructor(connection, wanted) {
    this.#connection = connection;
    this.#wanted = wanted;
  }

  /** Messages a second. */
  get rate() {
    return this.#wanted.rate;
  }

  /** @param {number} batch messages to take now, at most. Rejects when that failed: the next tick tries again */
  async tick(batch) {
    if (this.#isBusy || batch === 0) return;
    this.#isBusy = true;
    try {
      this.#consumer ??= await this.#create();
      await this.#read(this.#consumer, batch);
    } finally {
      this.#isBusy = false;
    }
  }

  /**
   * @param {string} consumer
   * @param {number} batch
   */
  async #read(consumer, batch) {
    // Before there is an answer: the read may also fail.
    this.#unanswered += 1;
    if (this.#unanswered === patience) this.#consumer = undefined;
    const { answered, last } = await readBatch(this.#connection, this.#wanted.stream, consumer, batch);
    this.#last = Math.max(this.#last, last);
    if (!answered) return;
    this.#unanswered = 0;
    this.#consumer = consumer;
  }

  async #create() {
    const manager = await this.#connection.jetstreamManager({ timeout: 2_000, checkAPI: false });
    const { stream, kind } = this.#wanted;
    const config = kind === 'ephemeral' ? { ack_policy: 'explicit', deliver_policy: 'new' } : this.#ordered();
    const { name } = await manager.consumers.add(
      stream,
      /** @type {any} */ ({ ...config, inactive_threshold: keptFor }),
    );
    this.#unanswered = 0;
    return name;
  }

  /** As client libraries make it: one copy, in memory, nothing acknowledged, a new name each time. */
  #ordered() {
    this.#serial += 1;
    const start =
      this.#last === 0
        ? { deliver_policy: 'new' }
        : { deliver_policy: 'by_start_sequence', opt_start_seq: this.#last + 1 };
    const kind = { ack_policy: 'none', max_deliver: 1, mem_storage: true, num_replicas: 1 };
    return { name: `${this.#prefix}_${this.#serial}`, ...kind, ...start };
  }
}
