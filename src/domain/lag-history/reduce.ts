/** Spans of the history (ms): at full resolution, then a minute apart, then gone. */
export const lagSpans = { full: 3_600_000, reduced: 60_000, kept: 86_400_000 } as const;

/** Stands for "not known" among the values. */
export const gap = -1;

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
