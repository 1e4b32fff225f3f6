import { blocksIn } from '../cluster/assemble';
import type { ClusterModel, ReplicaModel, StoreLamp, StreamModel } from '../cluster/model';
import { approximate } from '../count';
import type { ServerName, StreamKey } from '../ids';
import type { BlockKey } from '../inventory/inventory';
import type { DurationMs, LocalMs } from '../time';
import { BlindTimes } from './blind';
import { gap, lagSpans, Series } from './series';

/** Bytes that all series together may take. */
export const lagBudget = 24 * 1024 * 1024;

/** A model comes at least once a second: a longer pause means that this program did not run. */
const pause: DurationMs = 10_000;
/** Copies are asked for every 5 to 30 s, but not for a hidden page: after that long nothing is known (ms). */
const unasked: DurationMs = 60_000;
/** How often what is over is cleared away (ms). */
const sweepEvery: DurationMs = 60_000;
/** What the maps cost for a stream and for a copy, roughly (bytes). */
const entryCost = { stream: 120, copy: 60 } as const;

type Rows = ReadonlyMap<unknown, StreamModel>;

export interface LagUse {
  /** Copies with a history. */
  readonly kept: number;
  /** Copies whose history was given up for those of worse ones. */
  readonly dropped: number;
  readonly bytes: number;
  readonly budget: number;
}

/**
 * How far copies were behind, of a whole cluster, within a fixed memory. Sparse: a copy that was complete all the time
 * has no entry. When there is no room, the copies that were least behind lose their history first, and are counted.
 */
export class LagHistory {
  readonly #budget: number;
  /** `null`: its history was dropped. */
  readonly #streams = new Map<StreamKey, Map<ServerName, Series | null>>();
  readonly #blind = new BlindTimes();
  #blocks: ReadonlyMap<BlockKey, { readonly rows: Rows }> = new Map();
  #startedAt: LocalMs | null = null;
  #now: LocalMs | null = null;
  #sweptAt = Number.NEGATIVE_INFINITY;
  #bytes = 0;
  #kept = 0;
  #dropped = 0;
  /** A copy that is less behind than that has no chance of being kept. */
  #floor = 0;

  constructor(budget: number = lagBudget) {
    this.#budget = budget;
  }

  /** Since when this console looks; `null` before the first picture. */
  get startedAt(): LocalMs | null {
    return this.#startedAt;
  }

  get blind(): BlindTimes {
    return this.#blind;
  }

  get use(): LagUse {
    return { kept: this.#kept, dropped: this.#dropped, bytes: this.#bytes, budget: this.#budget };
  }

  /** The history of a copy; `null`: dropped; `undefined`: it was never behind. */
  of(stream: StreamKey, server: ServerName): Series | null | undefined {
    return this.#streams.get(stream)?.get(server);
  }

  *entries(): Iterable<readonly [StreamKey, ServerName, Series]> {
    for (const [stream, copies] of this.#streams)
      for (const [server, series] of copies) if (series) yield [stream, server, series];
  }

  /** Takes note of what changed since the last model. */
  observe(model: ClusterModel): void {
    const before = this.#now;
    this.#now = model.now;
    if (model.link !== 'live') {
      if (this.#startedAt !== null) this.#blind.begin(before ?? model.now);
      return;
    }
    this.#startedAt ??= model.now;
    if (before !== null && model.now - before > pause) this.#blind.begin(before);
    const asked = lastAsked(model);
    if (asked !== null && model.now - asked > unasked) {
      this.#blind.begin(asked);
      return;
    }
    this.#blind.end(model.now);
    const blocks = blocksIn(model);
    for (const [key, { rows }] of blocks) {
      const known: Rows | undefined = this.#blocks.get(key)?.rows;
      if (rows !== known) this.#compare(rows, known, model.now);
    }
    this.#blocks = blocks;
    if (model.now - this.#sweptAt >= sweepEvery) this.#sweep(model);
  }

  #compare(rows: Rows, known: Rows | undefined, now: LocalMs): void {
    for (const [name, row] of rows) {
      const before = known?.get(name);
      if (row === before || row.copies.length < 2) continue;
      for (const copy of row.copies) if (copy.server !== null) this.#note(row, copy, copy.server, before, now);
    }
  }

  #note(row: StreamModel, copy: ReplicaModel, server: ServerName, before: StreamModel | undefined, now: LocalMs): void {
    const value = valueOf(copy.store);
    const copies = this.#streams.get(row.key);
    const known = copies?.get(server);
    if (known === undefined && value === 0) return;
    const at = momentOf(copy, now);
    if (known) {
      this.#append(known, at, value, copy);
      return;
    }
    const last = before?.copies.find((other) => other.server === server);
    const was = last ? valueOf(last.store) : gap;
    // Not known, and never was: nothing begins here.
    if (value === gap && was === gap) return;
    if (value !== 0) this.#begin(row.key, server, copies, known === null ? gap : was, at, value, copy);
  }

  #begin(
    stream: StreamKey,
    server: ServerName,
    copies: Map<ServerName, Series | null> | undefined,
    was: number,
    at: number,
    value: number,
    copy: ReplicaModel,
  ): void {
    const full = this.#bytes > 0.75 * this.#budget;
    if (full && Math.max(value, boundOf(copy)) <= this.#floor) {
      this.#put(stream, server, copies, null);
      return;
    }
    const series = new Series();
    this.#put(stream, server, copies, series);
    this.#bytes += series.bytes;
    this.#kept += 1;
    // It was complete for as long as anybody looked.
    if (was === 0 && this.#startedAt !== null) series.append(Math.min(this.#startedAt, at), 0);
    this.#append(series, at, value, copy);
  }

  #put(
    stream: StreamKey,
    server: ServerName,
    known: Map<ServerName, Series | null> | undefined,
    series: Series | null,
  ): void {
    const copies = known ?? new Map<ServerName, Series | null>();
    if (!known) {
      this.#streams.set(stream, copies);
      this.#bytes += entryCost.stream;
    }
    const old = copies.get(server);
    if (old === undefined) this.#bytes += entryCost.copy;
    this.#dropped += Number(series === null) - Number(old === null);
    copies.set(server, series);
  }

  #append(series: Series, at: number, value: number, copy: ReplicaModel): void {
    const before = series.bytes;
    series.append(at, value);
    if (value === gap) series.bound = boundOf(copy);
    this.#bytes += series.bytes - before;
    if (this.#bytes > this.#budget) this.#evict();
  }

  /** Gives up the histories of those least behind, a tenth of the budget at once. */
  #evict(): void {
    const all = [...this.entries()].sort(([, , a], [, , b]) => a.score - b.score);
    for (const [stream, server, series] of all) {
      if (this.#bytes <= 0.9 * this.#budget) break;
      this.#floor = Math.max(this.#floor, series.score);
      this.#bytes -= series.bytes;
      this.#kept -= 1;
      this.#put(stream, server, this.#streams.get(stream), null);
    }
  }

  /** Clears away what is over, and the streams that are gone. */
  #sweep(model: ClusterModel): void {
    this.#sweptAt = model.now;
    this.#blind.forget(model.now);
    for (const [stream, copies] of this.#streams) {
      const gone = !model.streams.has(stream);
      for (const [server, series] of copies) {
        if (gone || this.#isOver(series, model.now)) this.#forget(copies, server, series);
      }
      if (copies.size > 0) continue;
      this.#streams.delete(stream);
      this.#bytes -= entryCost.stream;
    }
    if (this.#bytes < 0.5 * this.#budget) this.#floor = 0;
  }

  /** Complete for a day. Dropped ones are counted until there is room again. */
  #isOver(series: Series | null, now: LocalMs): boolean {
    if (series === null) return this.#bytes < 0.5 * this.#budget;
    const before = series.bytes;
    series.tidy(now);
    this.#bytes += series.bytes - before;
    return series.last === 0 && series.length === 1 && series.lastAt <= now - lagSpans.kept;
  }

  #forget(copies: Map<ServerName, Series | null>, server: ServerName, series: Series | null): void {
    copies.delete(server);
    this.#bytes -= entryCost.copy + (series?.bytes ?? 0);
    if (series === null) this.#dropped -= 1;
    else this.#kept -= 1;
  }
}

/** When the latest round ended that asks where copies are; `null`: there was none. */
function lastAsked({ rounds }: ClusterModel): LocalMs | null {
  let latest: LocalMs | null = null;
  for (const request of ['placement', 'account', 'configuration'] as const) {
    const endedAt = rounds.get(request)?.endedAt;
    if (endedAt !== undefined && (latest === null || endedAt > latest)) latest = endedAt;
  }
  return latest;
}

/** Messages behind; {@link gap} where that is not known. A bound is no value. */
export function valueOf(store: StoreLamp): number {
  switch (store.kind) {
    case 'leader':
    case 'complete':
      return 0;
    case 'behind':
      return approximate(store.messages);
    case 'atMost':
    case 'unknown':
      return gap;
  }
}

function boundOf({ store }: ReplicaModel): number {
  return store.kind === 'atMost' ? approximate(store.messages) : 0;
}

/** From when on the value holds: since a reply, or since the last word of a server that fell silent. */
function momentOf({ presence, asOf, store }: ReplicaModel, now: LocalMs): LocalMs {
  if (presence.kind === 'silent') return presence.since;
  if (valueOf(store) === gap || asOf === null) return now;
  return asOf < now ? asOf : now;
}
