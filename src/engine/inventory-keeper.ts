import type { Cancel, Clock } from '../collect/clock';
import type { BlockKey, Inventory } from '../domain/inventory/inventory';
import type { DurationMs } from '../domain/time';
import type { InventoryStore } from './inventory-store';

/** Changes are gathered that long (ms). */
const debounce: DurationMs = 2000;
/** Positions move with every poll: what is only newer is not written more often than that (ms). */
const spacing: DurationMs = 10_000;

/** Writes down what changed of the inventory of one cluster, in the background. */
export class InventoryKeeper {
  readonly #clock: Clock;
  readonly #store: InventoryStore;
  readonly #cluster: string;
  readonly #onError: (error: unknown) => void;
  #latest: Inventory | null = null;
  #saved: Inventory;
  #cancel: Cancel | null = null;
  #lastSave = Number.NEGATIVE_INFINITY;

  constructor(
    clock: Clock,
    store: InventoryStore,
    cluster: string,
    saved: Inventory,
    onError: (error: unknown) => void,
  ) {
    this.#clock = clock;
    this.#store = store;
    this.#cluster = cluster;
    this.#saved = saved;
    this.#onError = onError;
  }

  keep(inventory: Inventory): void {
    this.#latest = inventory;
    if (this.#cancel || inventory === this.#saved) return;
    const delay = Math.max(debounce, this.#lastSave + spacing - this.#clock.now());
    this.#cancel = this.#clock.after(delay, () => this.#save());
  }

  /** Writes what is not yet written. */
  stop(): void {
    if (this.#cancel) this.#save();
  }

  #save(): void {
    this.#cancel?.();
    this.#cancel = null;
    const latest = this.#latest;
    if (!latest || latest === this.#saved) return;
    const before = this.#saved;
    const changed = new Map([...latest.blocks].filter(([key, block]) => before.blocks.get(key) !== block));
    const gone: BlockKey[] = [...before.blocks.keys()].filter((key) => !latest.blocks.has(key));
    this.#saved = latest;
    this.#lastSave = this.#clock.now();
    this.#store.save(this.#cluster, changed, gone).catch(this.#onError);
  }
}
