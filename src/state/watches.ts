import type { PatchMessage, TopicFilter, TopicName } from '../engine/protocol';
import type { EnginePort } from './engine-port';
import { RowStore } from './row-store';
import { trust } from './trust';

interface Watch {
  readonly topic: TopicName;
  readonly filter: TopicFilter;
  readonly store: RowStore<TopicName>;
  readers: number;
  /** Number under which the engine knows it; `null` while not asked for. */
  id: number | null;
  leaving: ReturnType<typeof setTimeout> | null;
}

/** How long a topic goes on after its last reader: long enough to come back from another screen. */
const linger = 2000;

/** One store for each topic and filter, shared by all components; asked of the engine while at least one reads. */
export class Watches {
  readonly #watches = new Map<string, Watch>();
  readonly #byId = new Map<number, Watch>();
  #port: EnginePort | null = null;
  #last = 0;

  store<Topic extends TopicName>(topic: Topic, filter: TopicFilter): RowStore<Topic> {
    // The map is keyed by the topic's name, so that the store found under it has that topic's rows.
    return trust<RowStore<Topic>>(this.#watch(topic, filter).store);
  }

  subscribe(topic: TopicName, filter: TopicFilter, listener: () => void): () => void {
    const watch = this.#watch(topic, filter);
    const stop = watch.store.listing.subscribe(listener);
    watch.readers += 1;
    if (watch.leaving !== null) clearTimeout(watch.leaving);
    watch.leaving = null;
    if (watch.id === null) this.#ask(watch);
    return () => {
      stop();
      watch.readers -= 1;
      if (watch.readers === 0) watch.leaving = setTimeout(() => this.#leave(watch), linger);
    };
  }

  /** A new engine: everything that is read is asked for again, and what was shown stays until its snapshot is here. */
  attach(port: EnginePort): void {
    this.#port = port;
    for (const watch of this.#watches.values()) if (watch.readers > 0) this.#ask(watch);
  }

  detach(): void {
    this.#port = null;
    this.#byId.clear();
    for (const watch of this.#watches.values()) watch.id = null;
  }

  /** Forgets all rows. What is watched goes on. */
  clear(): void {
    for (const watch of this.#watches.values()) watch.store.clear();
  }

  patch(message: PatchMessage): void {
    // Also for a watch given up meanwhile: the engine waits for its credits.
    this.#port?.post({ type: 'credit', n: 1 });
    const watch = this.#byId.get(message.watch);
    if (watch?.store.apply(message) === 'gap') {
      this.#end(watch);
      this.#ask(watch);
    }
  }

  #watch(topic: TopicName, filter: TopicFilter): Watch {
    const key = `${topic} ${filter.stream ?? ''}`;
    const known = this.#watches.get(key);
    if (known !== undefined) return known;
    const watch: Watch = { topic, filter, store: new RowStore(), readers: 0, id: null, leaving: null };
    this.#watches.set(key, watch);
    return watch;
  }

  #ask(watch: Watch): void {
    if (this.#port === null) return;
    watch.id = ++this.#last;
    watch.store.expectSnapshot();
    this.#byId.set(watch.id, watch);
    this.#port.post({ type: 'watch', id: watch.id, topic: watch.topic, filter: watch.filter });
  }

  #end(watch: Watch): void {
    if (watch.id === null) return;
    this.#byId.delete(watch.id);
    this.#port?.post({ type: 'unwatch', id: watch.id });
    watch.id = null;
  }

  #leave(watch: Watch): void {
    watch.leaving = null;
    this.#end(watch);
    // Rows nobody reads are dropped: next time they would be old without saying so.
    for (const [key, known] of this.#watches) if (known === watch) this.#watches.delete(key);
  }
}
