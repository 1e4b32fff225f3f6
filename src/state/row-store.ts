import { createStore, type StoreApi } from 'zustand/vanilla';
import type { PatchMessage, TopicName, Topics } from '../engine/protocol';
import { trust } from './trust';

/** What is known of a topic. Rows that did not change stay the same objects. */
export interface Listing<Row> {
  readonly rows: readonly Row[];
  /** False until the first complete snapshot has arrived. */
  readonly loaded: boolean;
}

/** How a patch went: `gap` means that something was missed and a snapshot is needed. */
export type Applied = 'shown' | 'collected' | 'gap';

const nothing = { rows: [], loaded: false };

/**
 * The rows of one watch. A change in several batches is shown when its last batch is there, and a new epoch replaces
 * the old rows only once it is complete, so that a restarted engine does not blank the page.
 */
export class RowStore<Topic extends TopicName> {
  readonly listing: StoreApi<Listing<Topics[Topic]>> = createStore(() => nothing);
  #rows = new Map<number, Topics[Topic]>();
  #epoch: number | null = null;
  #seq: number | null = null;

  /** The next patch may have any number: a new watch or a new engine. */
  expectSnapshot(): void {
    this.#epoch = null;
    this.#seq = null;
  }

  clear(): void {
    this.#rows = new Map();
    this.listing.setState(nothing, true);
  }

  apply(patch: PatchMessage): Applied {
    if (patch.epoch !== this.#epoch) {
      this.#rows = new Map();
      this.#epoch = patch.epoch;
    } else if (this.#seq !== null && patch.seq !== this.#seq + 1) {
      return 'gap';
    }
    this.#seq = patch.seq;
    for (const { handle, row } of patch.rows) this.#rows.set(handle, trust<Topics[Topic]>(row));
    for (const handle of patch.gone) this.#rows.delete(handle);
    if (!patch.last) return 'collected';
    // A state object of its own, not a merge: the listing is replaced whole.
    this.listing.setState({ rows: [...this.#rows.values()], loaded: true }, true);
    return 'shown';
  }
}
