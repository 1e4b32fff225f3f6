import type { PatchMessage, TopicFilter, TopicName } from './protocol';
import { rowsOf, type View } from './topics';
import { Watch } from './watch';

/** Patches that may be on their way: a frozen page must not find hours of them. */
const maxUnacknowledged = 2;

/** Small topics go first, so that a large one never delays the first sentence of the page. */
const order: readonly TopicName[] = ['cluster', 'servers', 'activity', 'topology', 'consumers', 'streams'];
/** What a hidden page is still told. */
const whileHidden: readonly TopicName[] = ['cluster', 'activity'];

/** All watches of one page, and the flow of patches to it. */
export class WatchBoard {
  readonly #post: (patch: PatchMessage) => void;
  readonly #watches = new Map<number, Watch>();
  #view: View | null = null;
  #unacknowledged = 0;
  #visible = true;

  constructor(post: (patch: PatchMessage) => void) {
    this.#post = post;
  }

  watch(id: number, topic: TopicName, filter: TopicFilter): void {
    const watch = new Watch(id, topic, filter);
    this.#watches.set(id, watch);
    if (this.#view) watch.update(rowsOf(this.#view, topic, filter));
    this.#pump();
  }

  unwatch(id: number): void {
    this.#watches.delete(id);
  }

  /** Filters of all watches that look at one stream. */
  watchedStreams(): readonly NonNullable<TopicFilter['stream']>[] {
    return [...this.#watches.values()].flatMap(({ filter }) => (filter.stream === undefined ? [] : [filter.stream]));
  }

  /** Whether anybody looks at a topic. */
  watches(topic: TopicName): boolean {
    return [...this.#watches.values()].some((watch) => watch.topic === topic);
  }

  show(view: View): void {
    this.#view = view;
    for (const watch of this.#watches.values()) watch.update(rowsOf(view, watch.topic, watch.filter));
    this.#pump();
  }

  /** Another connection begins: what was shown is void. */
  restart(): void {
    this.#view = null;
    for (const watch of this.#watches.values()) watch.restart();
  }

  credit(patches: number): void {
    this.#unacknowledged = Math.max(0, this.#unacknowledged - patches);
    this.#pump();
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    this.#pump();
  }

  #pump(): void {
    while (this.#unacknowledged < maxUnacknowledged) {
      const watch = this.#next();
      if (!watch) return;
      const patch = watch.next();
      if (!patch) continue;
      this.#unacknowledged += 1;
      this.#post(patch);
    }
  }

  #next(): Watch | undefined {
    const due = [...this.#watches.values()].filter(
      ({ dirty, topic }) => dirty && (this.#visible || whileHidden.includes(topic)),
    );
    return due.sort((a, b) => order.indexOf(a.topic) - order.indexOf(b.topic))[0];
  }
}
