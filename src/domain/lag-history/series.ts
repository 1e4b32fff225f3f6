/** Spans of the history (ms): at full resolution, then a minute apart, then gone. */
export const lagSpans = { full: 3_600_000, reduced: 60_000, kept: 86_400_000 } as const;

/** Stands for "not known" among the values. */
export const gap = -1;

/** What a series costs beyond its points, roughly (bytes). */
const overhead = 160;
const firstCapacity = 8;

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
  #times = new Float64Array(firstCapacity);
  #values = new Float64Array(firstCapacity);
  #length = 0;
  #compactedAt = Number.NEGATIVE_INFINITY;

  get bytes(): number {
    return overhead + 16 * this.#times.length;
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
    return this.#length === 0 ? null : (this.#values[this.#length - 1] ?? null);
  }

  get lastAt(): number {
    return this.#times[this.#length - 1] ?? Number.NEGATIVE_INFINITY;
  }

  times(): Float64Array {
    return this.#times.slice(0, this.#length);
  }

  values(): Float64Array {
    return this.#values.slice(0, this.#length);
  }

  /** A value that holds from `at` on. The same value again is no change; an earlier moment is taken for the latest. */
  append(at: number, value: number): void {
    if (this.last === value) return;
    const time = Math.max(at, this.lastAt);
    this.#track(time, value);
    this.version += 1;
    if (time === this.lastAt) {
      // Two words of one moment: the later one counts.
      this.#values[this.#length - 1] = value;
      return;
    }
    if (this.#length === this.#times.length) this.#makeRoom(time);
    this.#times[this.#length] = time;
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  /** As {@link compact}, where that may be worth its while: not more often than every ten minutes. */
  tidy(now: number): void {
    const oldest = this.#times[0] ?? now;
    if (now - this.#compactedAt >= 10 * lagSpans.reduced && oldest < now - lagSpans.full) this.compact(now);
  }

  /** Reduces what is older than an hour and drops what is older than a day. */
  compact(now: number): void {
    this.#compactedAt = now;
    const { times, values } = reduced(this.times(), this.values(), now);
    if (times.length === this.#length) return;
    this.#fit(Math.max(firstCapacity, capacityFor(times.length)));
    this.#times.set(times);
    this.#values.set(values);
    this.#length = times.length;
    this.peak = highest(times, values);
    this.version += 1;
  }

  #track(at: number, value: number): void {
    if (value > this.peak.value) this.peak = { value, at };
    if (value === 0) this.since = null;
    else this.since ??= at;
    if (value !== gap) this.bound = 0;
  }

  #makeRoom(now: number): void {
    this.compact(now);
    if (this.#length > 0.75 * this.#times.length) this.#fit(2 * this.#times.length);
  }

  #fit(capacity: number): void {
    if (capacity === this.#times.length) return;
    const [times, values] = [this.times(), this.values()];
    this.#times = new Float64Array(capacity);
    this.#values = new Float64Array(capacity);
    const kept = Math.min(times.length, capacity);
    this.#times.set(times.subarray(0, kept));
    this.#values.set(values.subarray(0, kept));
  }
}

function capacityFor(points: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(points, 1)));
}

function highest(times: readonly number[], values: readonly number[]): Series['peak'] {
  let peak = { value: 0, at: 0 };
  for (const [index, value] of values.entries()) if (value > peak.value) peak = { value, at: times[index] ?? 0 };
  return peak;
}

/** Old points, fewer: of the known values of one minute the highest, at the first's time, and the last. */
export function reduced(
  times: ArrayLike<number>,
  values: ArrayLike<number>,
  now: number,
): { readonly times: readonly number[]; readonly values: readonly number[] } {
  const oldest = now - lagSpans.kept;
  const fullFrom = now - lagSpans.full;
  const result: { times: number[]; values: number[] } = { times: [], values: [] };
  const push = (time: number, value: number) => {
    if (result.values.at(-1) === value) return;
    result.times.push(time);
    result.values.push(value);
  };
  for (let index = 0; index < times.length; index += 1) {
    const time = times[index] ?? 0;
    const value = values[index] ?? gap;
    const nextAt = index + 1 < times.length ? (times[index + 1] ?? 0) : Number.POSITIVE_INFINITY;
    // Held only before the horizon: gone. What still held there begins there.
    if (nextAt <= oldest) continue;
    if (time >= fullFrom || value === gap) {
      push(Math.max(time, oldest), value);
      continue;
    }
    const end = runEnd(times, values, index, fullFrom);
    let most = value;
    for (let at = index; at < end; at += 1) most = Math.max(most, values[at] ?? gap);
    push(Math.max(time, oldest), most);
    push(Math.max(times[end - 1] ?? 0, oldest), values[end - 1] ?? gap);
    index = end - 1;
  }
  return result;
}

/** Where the run of known values that lie in the minute of `start` ends (exclusive). */
function runEnd(times: ArrayLike<number>, values: ArrayLike<number>, start: number, fullFrom: number): number {
  const minute = Math.floor((times[start] ?? 0) / lagSpans.reduced);
  let end = start + 1;
  while (end < times.length) {
    const time = times[end] ?? 0;
    const same = Math.floor(time / lagSpans.reduced) === minute;
    if (!same || time >= fullFrom || values[end] === gap) break;
    end += 1;
  }
  return end;
}
