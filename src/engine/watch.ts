import type { PatchMessage, TopicFilter, TopicName } from './protocol';
import type { Rows } from './topics';

/** Rows in one patch. */
export const maxRows = 500;

/** One watch of the page: what it has been sent, and under which handles. */
export class Watch {
  readonly id: number;
  readonly topic: TopicName;
  readonly filter: TopicFilter;
  readonly #sent = new Map<string, { readonly handle: number; readonly row: unknown }>();
  #current: Rows = new Map();
  #nextHandle = 0;
  #epoch = 0;
  #seq = 0;
  /** Nothing was sent in this epoch, not even that there is nothing. */
  #fresh = true;
  #dirty = false;

  constructor(id: number, topic: TopicName, filter: TopicFilter) {
    this.id = id;
    this.topic = topic;
    this.filter = filter;
  }

  /** Whether a patch is due. */
  get dirty(): boolean {
    return this.#dirty;
  }

  update(rows: Rows): void {
    if (rows === this.#current && !this.#fresh) return;
    this.#current = rows;
    this.#dirty = true;
  }

  /** Another connection: the page drops everything. */
  restart(): void {
    this.#sent.clear();
    this.#current = new Map();
    this.#epoch += 1;
    this.#seq = 0;
    this.#fresh = true;
    this.#dirty = false;
  }

  /**
   * The next patch against the rows as they are now, so that changes that waited are merged. `null`: nothing changed.
   */
  next(): PatchMessage | null {
    const gone = this.#takeGone();
    const rows: { handle: number; row: unknown }[] = [];
    let last = true;
    for (const [key, row] of this.#current) {
      const sent = this.#sent.get(key);
      if (sent?.row === row) continue;
      if (rows.length === maxRows) {
        last = false;
        break;
      }
      const handle = sent?.handle ?? this.#nextHandle++;
      this.#sent.set(key, { handle, row });
      rows.push({ handle, row });
    }
    this.#dirty = !last;
    if (rows.length === 0 && gone.length === 0 && !this.#fresh) return null;
    this.#fresh = false;
    this.#seq += 1;
    const { id: watch, topic } = this;
    const [epoch, seq, count] = [this.#epoch, this.#seq, this.#current.size];
    return { type: 'patch', watch, topic, epoch, seq, count, rows, gone, last };
  }

  #takeGone(): number[] {
    const gone: number[] = [];
    for (const [key, { handle }] of this.#sent) {
      if (this.#current.has(key)) continue;
      gone.push(handle);
      this.#sent.delete(key);
    }
    return gone;
  }
}
