import type { StreamKey } from '../domain/ids';
import type { PatchMessage, TopicFilter, TopicName } from './protocol';
import { rowsOf, type View } from './topics';
import { Watch } from './watch';

/** Patches that may be on their way: a frozen page must not find hours of them. */
const maxUnacknowledged = 2;

/** Small topics go first, so that a large one never delays the first sentence of the page; one that is not named, before all. */
const order: readonly TopicName[] = [
  'cluster',
  'servers',
  'activity',
  'audit',
  'leaderships',
  'topology',
  'raftLog',
  'lag',
  'consumers',
  'lagHistory',
  'streams',
];
/** What a hidden page is still told. */
const whileHidden: readonly TopicName[] = ['cluster', 'activity'];

/** What is on screen, as far as it is asked for only then. */
export interface Watched {
  /** Their accounts are polled with consumers. */
  readonly streams: readonly StreamKey[];
  /** Every account is polled with consumers. */
  readonly consumers: boolean;
  /** Their Raft groups are asked for their logs. */
  readonly raftLogs: readonly StreamKey[];
  /** The links between servers are asked for. */
  readonly topology: boolean;
}

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

  /** Streams that watches look at: all of them, or those of one topic. */
  watchedStreams(of?: TopicName): readonly NonNullable<TopicFilter['stream']>[] {
    const watches = [...this.#watches.values()].filter(({ topic }) => of === undefined || topic === of);
    return watches.flatMap(({ filter }) => (filter.stream === undefined ? [] : [filter.stream]));
  }

  /** What has to be asked for because somebody looks at it. */
  watched(): Watched {
    return {
      streams: this.watchedStreams(),
      consumers: [...this.#watches.values()].some(({ topic, filter }) => topic === 'consumers' && !filter.stream),
      raftLogs: this.watchedStreams('raftLog'),
      topology: this.watches('topology'),
    };
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
