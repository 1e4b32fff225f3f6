import { gap, lagSpans, reduced } from './reduce';

/** What a series costs beyond its points, measured in V8 (bytes). */
const overhead = 380;
const firstCapacity = 4;

/**
 * How far one copy was behind over time (messages): the moments at which that changed, so that a value holds until the
 * next. Points of more than an hour ago are reduced to the highest and the last of each minute; gaps stay where they are.
 */
export class Series {
  /** Since when the copy is behind or not known, without a break; `null` while it is complete. */
  since: number | null = null;
  /** Highest value among the points, and when. */
  peak = { value: 0, at: 0 };
  /** Of a silent copy: the bound that is known now. Not part of the history. */
  bound = 0;
  /** Grows with every change. */
  version = 0;
  /** Time and value in turn: one array costs half of two. */
  #points = new Float64Array(2 * firstCapacity);
  #length = 0;
  #compactedAt = Number.NEGATIVE_INFINITY;

  get bytes(): number {
    return overhead + 8 * this.#points.length;
  }

  get length(): number {
    return this.#length;
  }

  /** By this the worst are told from the rest. */
  get score(): number {
    return Math.max(this.peak.value, this.bound);
  }

  /** The latest value; `null` before the first. */
  get last(): number | null {
    return this.#points[2 * this.#length - 1] ?? null;
  }

  get lastAt(): number {
    return this.#points[2 * this.#length - 2] ?? Number.NEGATIVE_INFINITY;
  }

  times(): Float64Array {
    return Float64Array.from({ length: this.#length }, (_, index) => this.#points[2 * index] ?? 0);
  }

  values(): Float64Array {
    return Float64Array.from({ length: this.#length }, (_, index) => this.#points[2 * index + 1] ?? gap);
  }

  /**
   * A value that holds from `at` on. The same value again is no change. A word from before the silence does not end it;
   * else an earlier moment is taken for the latest, where of two words the later one counts.
   */
  append(at: number, value: number): void {
    if (this.last === value || (this.last === gap && at < this.lastAt)) return;
    // What was known of a moment stays known: silence begins right after it.
    const time = Math.max(at, this.lastAt + (value === gap ? 1 : 0));
    this.version += 1;
    if (value !== gap) this.bound = 0;
    if (time === this.lastAt) {
      this.#replace(value);
      return;
    }
    if (2 * this.#length === this.#points.length) this.#makeRoom(time);
    this.#points.set([time, value], 2 * this.#length);
    this.#length += 1;
    if (value > this.peak.value) this.peak = { value, at: time };
    if (value === 0) this.since = null;
    else this.since ??= time;
  }

  /** As {@link compact}, where that may be worth its while: not more often than every ten minutes. */
  tidy(now: number): void {
    const oldest = this.#length === 0 ? now : (this.#points[0] ?? now);
    if (now - this.#compactedAt >= 10 * lagSpans.reduced && oldest < now - lagSpans.full) this.compact(now);
  }

  /** Reduces what is older than an hour and drops what is older than a day. */
  compact(now: number): void {
    this.#compactedAt = now;
    const { times, values } = reduced(this.times(), this.values(), now);
    if (times.length === this.#length) return;
    this.#points = new Float64Array(2 * Math.max(firstCapacity, capacityFor(times.length)));
    for (const [index, time] of times.entries()) this.#points.set([time, values[index] ?? gap], 2 * index);
    this.#length = times.length;
    this.peak = highest(times, values);
    this.version += 1;
  }

  /** Another value for the latest moment. */
  #replace(value: number): void {
    this.#points[2 * this.#length - 1] = value;
    if (this.#points[2 * this.#length - 3] === value) this.#length -= 1;
    this.peak = highest(this.times(), this.values());
    this.since = value === 0 ? null : (this.since ?? this.#unevenSince());
  }

  #unevenSince(): number {
    let index = this.#length - 1;
    while (index > 0 && this.#points[2 * index - 1] !== 0) index -= 1;
    return this.#points[2 * index] ?? 0;
  }

  #makeRoom(now: number): void {
    this.compact(now);
    if (2 * this.#length <= 0.75 * this.#points.length) return;
    const points = new Float64Array(2 * this.#points.length);
    points.set(this.#points);
    this.#points = points;
  }
}

function capacityFor(points: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(points, 1)));
}

function highest(times: ArrayLike<number>, values: ArrayLike<number>): Series['peak'] {
  let peak = { value: 0, at: 0 };
  for (let index = 0; index < values.length; index += 1) {
    const value = values[index] ?? gap;
    if (value > peak.value) peak = { value, at: times[index] ?? 0 };
  }
  return peak;
}
