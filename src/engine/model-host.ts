import type { Cancel, Clock } from '../collect/clock';
import type { ClusterModel } from '../domain/cluster/model';
import { emptyFacts } from '../domain/facts/facts';
import { observe } from '../domain/facts/observe';
import { emptyInventory, type Inventory } from '../domain/inventory/inventory';
import type { StreamKey } from '../domain/ids';
import type { Observation } from '../domain/observation';
import { advance, newPicture, type Picture } from '../domain/picture';
import type { RaftLog } from '../domain/raft-log/model';
import type { DurationMs } from '../domain/time';
import type { TopologyModel } from '../domain/topology/model';
import { Later } from './later';
import { mergeInventories } from './merge-inventories';
import type { RaftLogView } from './raft-log-view';
import type { TopologyView } from './topology-view';

/** What came in together is assembled together (ms). */
const batch: DurationMs = 100;
/** What should be seen at once waits only for what comes in the same few milliseconds (ms). */
const urgentBatch: DurationMs = 4;
/** Ages and presence move on without any news (ms). */
const idle: DurationMs = 1000;

export interface ModelHostDeps {
  readonly clock: Clock;
  readonly onModel: (next: ClusterModel, previous: ClusterModel | null) => void;
  readonly onInventory: (inventory: Inventory) => void;
  readonly onError: (error: unknown) => void;
}

/** Folds observations and assembles the model: soon after what is urgent, and at least once a second. */
export class ModelHost {
  readonly #deps: ModelHostDeps;
  readonly #topology: Later<TopologyView>;
  readonly #raftLog: Later<RaftLogView>;
  #facts = emptyFacts();
  #picture: Picture = newPicture(emptyInventory());
  #cancel: Cancel | null = null;
  #due = Number.POSITIVE_INFINITY;
  #stopped = false;

  constructor(deps: ModelHostDeps) {
    this.#deps = deps;
    const later = <View>(load: () => Promise<View>) => new Later(load, () => this.flush(), deps.onError);
    this.#topology = later(async () => new (await import('./topology-view')).TopologyView());
    this.#raftLog = later(async () => new (await import('./raft-log-view')).RaftLogView());
  }

  get model(): ClusterModel | null {
    return this.#picture.model;
  }

  /** How the servers are joined, as of a model; `null` until what draws it is loaded. */
  topology(model: ClusterModel): TopologyModel | null {
    return this.#topology.get()?.of(this.#facts, model) ?? null;
  }

  /** Where the copies of a stream are in their Raft log, as of a model. */
  raftLog(model: ClusterModel, stream: StreamKey): RaftLog | null {
    return this.#raftLog.get()?.of(this.#facts, model, stream) ?? null;
  }

  take(observations: readonly Observation[], urgent: boolean): void {
    for (const observation of observations) this.#facts = observe(this.#facts, observation);
    this.#schedule(urgent ? urgentBatch : batch);
  }

  /** Adds what an earlier visit remembered. */
  recall(inventory: Inventory): void {
    this.#picture = { ...this.#picture, inventory: mergeInventories(this.#picture.inventory, inventory) };
    this.#schedule(batch);
  }

  /** The model as of now, without waiting. */
  flush(): void {
    if (this.#stopped) return;
    this.#cancel?.();
    this.#cancel = null;
    this.#due = Number.POSITIVE_INFINITY;
    try {
      this.#assemble();
    } catch (error) {
      this.#deps.onError(error);
    }
    this.#schedule(idle);
  }

  stop(): void {
    this.#stopped = true;
    this.#cancel?.();
  }

  #assemble(): void {
    const previous = this.#picture;
    const next = advance(previous, this.#facts, this.#deps.clock.now());
    this.#picture = next;
    if (next.inventory !== previous.inventory) this.#deps.onInventory(next.inventory);
    this.#deps.onModel(next.model, previous.model);
  }

  /** The earliest wish counts. */
  #schedule(delay: DurationMs): void {
    const due = this.#deps.clock.now() + delay;
    if (this.#stopped || due >= this.#due) return;
    this.#cancel?.();
    this.#due = due;
    this.#cancel = this.#deps.clock.after(delay, () => this.flush());
  }
}
