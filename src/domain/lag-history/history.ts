import { blocksIn } from '../cluster/assemble';
import type { ClusterModel, ReplicaModel, StoreLamp, StreamModel } from '../cluster/model';
import { approximate } from '../count';
import type { ServerName, StreamKey } from '../ids';
import { blockKey, type BlockKey } from '../inventory/inventory';
import { oneReply } from '../raft/lamps';
import { localMs, type DurationMs, type LocalMs } from '../time';
import { BlindTimes } from './blind';
import { gap } from './reduce';
import type { Series } from './series';
import { lagBudget, SeriesStore, type LagUse } from './store';

/** A model comes at least once a second: a longer pause means that this program did not run. */
const pause: DurationMs = 10_000;
/** Copies are asked for every 5 to 30 s, but not for a hidden page: after that long nothing is known (ms). */
const unasked: DurationMs = 60_000;
/** How often what is over is cleared away (ms). */
const sweepEvery: DurationMs = 60_000;
/** So long the first round on an account may take (ms): what it tells counts from its first word on. */
const settling: DurationMs = 10_000;

type Rows = ReadonlyMap<unknown, StreamModel>;

/**
 * How far copies were behind, of a whole cluster, within a fixed memory. Sparse: a copy that was complete for as long as
 * this console looks has no entry.
 */
export class LagHistory {
  readonly #series: SeriesStore;
  readonly #blind = new BlindTimes();
  #blocks: ReadonlyMap<BlockKey, { readonly rows: Rows }> = new Map();
  /** When each account was first heard of. */
  readonly #heardAt = new Map<BlockKey, LocalMs>();
  #startedAt: LocalMs | null = null;
  #now: LocalMs | null = null;
  #sweptAt = Number.NEGATIVE_INFINITY;

  constructor(budget: number = lagBudget) {
    this.#series = new SeriesStore(budget);
  }

  /** Since when this console looks; `null` before the first picture. */
  get startedAt(): LocalMs | null {
    return this.#startedAt;
  }

  get blind(): BlindTimes {
    return this.#blind;
  }

  get use(): LagUse {
    return this.#series.use;
  }

  /** The history of a copy; `null`: dropped; `undefined`: it was complete since {@link heardAt}, or never known. */
  of(stream: StreamKey, server: ServerName): Series | null | undefined {
    return this.#series.get(stream, server);
  }

  /** Since when the account of a stream is known; `null` before. */
  heardAt({ domain, account }: StreamModel): LocalMs | null {
    return this.#heardAt.get(blockKey(domain, account)) ?? null;
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
    this.#compareAll(model);
    if (model.now - this.#sweptAt < sweepEvery) return;
    this.#sweptAt = model.now;
    this.#blind.forget(model.now);
    this.#series.sweep(model.now, (stream) => model.streams.has(stream));
  }

  #compareAll(model: ClusterModel): void {
    const blocks = blocksIn(model);
    for (const [key, { rows }] of blocks) {
      const known: Rows | undefined = this.#blocks.get(key)?.rows;
      if (rows === known) continue;
      const heardAt = this.#heardAt.get(key) ?? model.now;
      this.#heardAt.set(key, heardAt);
      this.#compare(rows, known, heardAt, model.now);
    }
    this.#blocks = blocks;
  }

  #compare(rows: Rows, known: Rows | undefined, heardAt: LocalMs, now: LocalMs): void {
    for (const [name, row] of rows) {
      const before = known?.get(name);
      if (row === before) continue;
      this.#series.keepOnly(row.key, (server) => row.copies.some((copy) => copy.server === server));
      if (row.copies.length < 2) continue;
      const leaderAsOf = row.copies.find(({ store }) => store.kind === 'leader')?.asOf ?? null;
      for (const copy of row.copies) {
        const wasKnown = isKnownIn(before, copy);
        // One that nobody has told of yet goes on being not known.
        const word = wordOf(copy, leaderAsOf, now) ?? (wasKnown ? null : { at: now, value: gap, bound: 0 });
        if (copy.server !== null && word) this.#note(row.key, copy.server, word, wasKnown, heardAt, now);
      }
    }
    for (const [name, { key }] of known ?? []) if (!rows.has(name)) this.#series.keepOnly(key, () => false);
  }

  #note(stream: StreamKey, server: ServerName, word: Word, wasKnown: boolean, heardAt: LocalMs, now: LocalMs): void {
    const { at, value, bound } = word;
    const known = this.#series.get(stream, server);
    if (known) {
      this.#series.append(known, at, value, bound, now);
      return;
    }
    // Not known, and never was: nothing begins here. Complete all the time: nothing to keep.
    if (value === (wasKnown ? 0 : gap)) return;
    if (value === 0 && (known === null || now - heardAt <= settling)) return;
    const series = this.#series.begin(stream, server, Math.max(value, bound), now);
    if (!series) return;
    if (wasKnown && known === undefined) this.#series.append(series, Math.min(heardAt, at - 1), 0, 0, now);
    this.#series.append(series, at, value, bound, now);
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

/** How far a copy is behind from a moment on; {@link gap}: not known, of a silent copy with the bound that is known now. */
interface Word {
  readonly at: LocalMs;
  readonly value: number;
  readonly bound: number;
}

/** `null`: its reply, or that of its leader, is still on its way. */
function wordOf({ presence, store, asOf }: ReplicaModel, leaderAsOf: LocalMs | null, now: LocalMs): Word | null {
  const value = valueOf(store);
  const bound = store.kind === 'atMost' ? approximate(store.messages) : 0;
  // Silence begins right after the last word.
  if (presence.kind === 'silent') return { at: localMs(presence.since + 1), value, bound };
  if (asOf === null) return { at: now, value, bound };
  const apart = leaderAsOf === null ? 0 : leaderAsOf - asOf;
  // As silent as to its streams.
  if (value === gap) return { at: apart > oneReply ? localMs(asOf + 1) : now, value, bound };
  return Math.abs(apart) > oneReply ? null : { at: asOf < now ? asOf : now, value, bound };
}

/** Of a copy without a history: then it was complete ever since. */
function isKnownIn(before: StreamModel | undefined, { server }: ReplicaModel): boolean {
  const last = before?.copies.find((other) => other.server === server);
  return last !== undefined && valueOf(last.store) !== gap;
}
