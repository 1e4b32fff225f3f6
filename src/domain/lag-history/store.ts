import type { ServerName, StreamKey } from '../ids';
import { lagSpans } from './reduce';
import { Series } from './series';

/** Bytes that all series together may take. */
export const lagBudget = 24 * 1024 * 1024;

/** What the maps cost for a stream and for a copy, roughly (bytes). */
const entryCost = { stream: 120, copy: 60 } as const;

export interface LagUse {
  /** Copies with a history. */
  readonly kept: number;
  /** Copies whose history was given up for those of worse ones, within the last day. */
  readonly dropped: number;
  readonly bytes: number;
  readonly budget: number;
}

/** A series, or when (ms since 1970) it was last given up. */
type Entry = Series | number;
type Copies = Map<ServerName, Entry>;

/** The series of copies within a fixed memory: when there is no room, those least behind go first, and are counted. */
export class SeriesStore {
  readonly #budget: number;
  readonly #streams = new Map<StreamKey, Copies>();
  #bytes = 0;
  #kept = 0;
  #dropped = 0;
  /** A copy that is less behind than that has no chance of being kept. */
  #floor = 0;

  constructor(budget: number) {
    this.#budget = budget;
  }

  get use(): LagUse {
    return { kept: this.#kept, dropped: this.#dropped, bytes: this.#bytes, budget: this.#budget };
  }

  /** `null`: dropped; `undefined`: there was none. */
  get(stream: StreamKey, server: ServerName): Series | null | undefined {
    const entry = this.#streams.get(stream)?.get(server);
    return typeof entry === 'number' ? null : entry;
  }

  /** A new series for a copy that is `worth` messages behind; `null` where there is no room for it. */
  begin(stream: StreamKey, server: ServerName, worth: number, now: number): Series | null {
    if (this.#bytes > 0.75 * this.#budget && worth <= this.#floor) {
      this.#put(stream, server, now);
      this.#makeRoom(now);
      return null;
    }
    const series = new Series();
    this.#put(stream, server, series);
    return series;
  }

  /** A value from `at` on; of a silent copy also the bound that is known now. May cost other series their place. */
  append(series: Series, at: number, value: number, bound: number, now: number): void {
    const before = series.bytes;
    series.append(at, value);
    series.bound = bound;
    this.#bytes += series.bytes - before;
    this.#makeRoom(now);
  }

  /** Forgets the copies of a stream of which `keeps` is false. */
  keepOnly(stream: StreamKey, keeps: (server: ServerName, entry: Entry) => boolean): void {
    const copies = this.#streams.get(stream);
    if (!copies) return;
    for (const [server, entry] of copies) if (!keeps(server, entry)) this.#remove(copies, server, entry);
    if (copies.size > 0) return;
    this.#streams.delete(stream);
    this.#bytes -= entryCost.stream;
  }

  /** Clears away what is over for a day, and the streams that are gone. */
  sweep(now: number, exists: (stream: StreamKey) => boolean): void {
    for (const stream of this.#streams.keys()) {
      const isThere = exists(stream);
      this.keepOnly(stream, (_, entry) => isThere && !this.#isOver(entry, now));
    }
    if (this.#bytes < 0.5 * this.#budget) this.#floor = 0;
  }

  #isOver(entry: Entry, now: number): boolean {
    if (typeof entry === 'number') return entry <= now - lagSpans.kept;
    const before = entry.bytes;
    entry.tidy(now);
    this.#bytes += entry.bytes - before;
    return entry.last === 0 && entry.lastAt <= now - lagSpans.kept;
  }

  /** Gives up the histories of those least behind, a tenth of the budget at once. */
  #makeRoom(now: number): void {
    if (this.#bytes <= this.#budget) return;
    const all = [...this.#streams].flatMap(([stream, copies]) =>
      [...copies].flatMap(([server, entry]) => (typeof entry === 'number' ? [] : [{ stream, server, series: entry }])),
    );
    for (const { stream, server, series } of all.sort((a, b) => a.series.score - b.series.score)) {
      if (this.#bytes <= 0.9 * this.#budget) break;
      this.#floor = Math.max(this.#floor, series.score);
      this.#put(stream, server, now);
    }
  }

  #put(stream: StreamKey, server: ServerName, entry: Entry): void {
    let copies = this.#streams.get(stream);
    if (!copies) {
      copies = new Map<ServerName, Entry>();
      this.#streams.set(stream, copies);
      this.#bytes += entryCost.stream;
    }
    const old = copies.get(server);
    if (old !== undefined) this.#count(old, -1);
    copies.set(server, entry);
    this.#count(entry, 1);
  }

  #remove(copies: Copies, server: ServerName, entry: Entry): void {
    copies.delete(server);
    this.#count(entry, -1);
  }

  #count(entry: Entry, sign: 1 | -1): void {
    this.#bytes += sign * (entryCost.copy + (typeof entry === 'number' ? 0 : entry.bytes));
    if (typeof entry === 'number') this.#dropped += sign;
    else this.#kept += sign;
  }
}
