import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { pairsOf, valueAt, type Points } from '../../testing/lag';
import { gap, lagSpans } from './reduce';
import { Series } from './series';

function seriesOf(...points: readonly (readonly [number, number])[]): Series {
  const series = new Series();
  for (const [at, value] of points) series.append(at, value);
  return series;
}

const pointsOf = (series: Series) => pairsOf({ times: series.times(), values: series.values() });

describe('the history of one copy', () => {
  it('keeps changes only', () => {
    expect(pointsOf(seriesOf([1, 0], [2, 0], [3, 7], [4, 7], [5, 0]))).toEqual([
      [1, 0],
      [3, 7],
      [5, 0],
    ]);
  });

  it('takes the later of two words of one moment', () => {
    expect(pointsOf(seriesOf([1, 0], [3, 7], [3, 8]))).toEqual([
      [1, 0],
      [3, 8],
    ]);
    expect(pointsOf(seriesOf([1, 0], [3, 7], [2, 8]))).toEqual([
      [1, 0],
      [3, 8],
    ]);
    // And then nothing has changed at all.
    expect(pointsOf(seriesOf([1, 0], [3, 7], [3, 0]))).toEqual([[1, 0]]);
  });

  it('knows what it knew when silence begins, also in the same moment', () => {
    expect(pointsOf(seriesOf([10, 7], [10, gap]))).toEqual([
      [10, 7],
      [11, gap],
    ]);
    expect(pointsOf(seriesOf([10, 7], [4, gap]))).toEqual([
      [10, 7],
      [11, gap],
    ]);
  });

  it('does not end a silence with a word from before it', () => {
    expect(pointsOf(seriesOf([10, 7], [20, gap], [15, 9]))).toEqual([
      [10, 7],
      [20, gap],
    ]);
    expect(pointsOf(seriesOf([10, 7], [20, gap], [25, 9]))).toHaveLength(3);
  });

  it('tells since when it is behind or not known, without a break', () => {
    const series = seriesOf([1, 0], [3, 7]);
    expect(series.since).toBe(3);
    series.append(4, gap);
    series.append(5, 2);
    expect(series.since).toBe(3);
    series.append(6, 0);
    expect(series.since).toBeNull();
    series.append(7, gap);
    expect(series.since).toBe(7);
  });

  it('tells so also when the latest moment is corrected', () => {
    expect(seriesOf([1, 5], [2, 0], [2, 7]).since).toBe(1);
    expect(seriesOf([1, 0], [2, 7], [2, 0]).since).toBeNull();
    expect(seriesOf([1, 0], [2, 4], [3, 0], [3, 7]).since).toBe(2);
  });

  it('knows the most that it was behind, and when', () => {
    const series = seriesOf([1, 0], [3, 7], [4, 9], [5, 8]);
    expect(series.peak).toEqual({ value: 9, at: 4 });
    expect(seriesOf([1, 0], [3, 7], [3, 2]).peak).toEqual({ value: 2, at: 3 });
  });

  it('forgets a peak of more than a day ago', () => {
    const series = seriesOf([0, 9], [10, 4], [20, 0]);
    series.compact(lagSpans.kept + 15);
    expect(series.peak).toEqual({ value: 4, at: 15 });
    expect(pointsOf(series)).toEqual([
      [15, 4],
      [20, 0],
    ]);
  });

  it('is worth what it was behind at most, or is while it is silent', () => {
    const series = seriesOf([1, 0], [3, 7], [4, gap]);
    series.bound = 40;
    expect(series.score).toBe(40);
    series.append(9, 3);
    expect(series.score).toBe(7);
  });

  it('grows by its points and not by looking', () => {
    const series = seriesOf([1, 0]);
    const small = series.bytes;
    for (let at = 2; at < 5; at += 1) series.append(at, at);
    expect(series.bytes).toBe(small);
    series.append(5, 1);
    expect(series.bytes).toBeGreaterThan(small);
    expect(series.times()).toHaveLength(5);
    const { version } = series;
    series.append(20, 1);
    expect(series.version).toBe(version);
  });
});

/** A copy that changes every 2 s for a day and two hours. */
function busyDay(): { readonly series: Series; readonly end: number } {
  const series = new Series();
  const end = 26 * 3_600_000;
  for (let at = 0; at <= end; at += 2_000) {
    series.append(at, (at / 2_000) % 60);
    series.tidy(at);
  }
  return { series, end };
}

describe('a copy that changes with every poll', () => {
  const { series, end } = busyDay();

  it('keeps an hour of points at full, of a day two a minute, and nothing older', () => {
    expect(series.times()[0]).toBeGreaterThanOrEqual(end - lagSpans.kept - 2 * 600_000);
    const minutes = (lagSpans.kept - lagSpans.full) / lagSpans.reduced;
    const recent = (lagSpans.full + 600_000) / 2_000;
    expect(series.length).toBeLessThanOrEqual(recent + 2 * minutes + 2 * 10 + 1);
    expect(series.bytes).toBeLessThan(140_000);
  });

  it('is drawn back to its points once it is compacted', () => {
    series.compact(end);
    const old = pointsOf(series).filter(([at]) => at < end - lagSpans.full);
    expect(old.length).toBeLessThanOrEqual(2 * ((lagSpans.kept - lagSpans.full) / lagSpans.reduced + 1));
    expect(pointsOf(series).filter(([at]) => at >= end - lagSpans.full)).toHaveLength(lagSpans.full / 2_000 + 1);
  });
});

/** Steps of a copy: how long after the one before (ms), and what is then known of it. */
const steps = fc.array(
  fc.tuple(
    fc.oneof(fc.integer({ min: 2, max: 20_000 }), fc.integer({ min: 2, max: 600_000 })),
    fc.oneof(fc.constant(gap), fc.nat(6)),
  ),
  {
    minLength: 1,
    maxLength: 600,
  },
);

interface Kept {
  readonly oracle: Points;
  readonly kept: Points;
  readonly series: Series;
  readonly now: number;
}

/** The same steps once as they are, once through a series that tidies up as it goes. */
function walk(of: readonly (readonly [number, number])[]): Kept {
  const series = new Series();
  const times: number[] = [];
  const values: number[] = [];
  let now = 1_000_000;
  for (const [after, value] of of) {
    now += after;
    times.push(now);
    values.push(value);
    series.append(now, value);
    series.tidy(now);
  }
  series.compact(now);
  return { oracle: { times, values }, kept: { times: series.times(), values: series.values() }, series, now };
}

const probesOf = ({ oracle, now }: Kept) =>
  Array.from(oracle.times, (time) => [time - 1, time, time + 1, time + 59_000])
    .flat()
    .filter((at) => at <= now && at >= now - lagSpans.kept && at >= (oracle.times[0] ?? 0));

describe('a series, whatever happens to its copy,', () => {
  test.prop([steps])('says of the last hour what was recorded, to the millisecond', (of) => {
    const walked = walk(of);
    for (const at of probesOf(walked).filter((time) => time >= walked.now - lagSpans.full))
      expect(valueAt(walked.kept, at), String(at)).toBe(valueAt(walked.oracle, at));
  });

  test.prop([steps])('keeps every gap where it was, at every resolution', (of) => {
    const walked = walk(of);
    for (const at of probesOf(walked))
      expect(valueAt(walked.kept, at) === gap, String(at)).toBe(valueAt(walked.oracle, at) === gap);
  });

  test.prop([steps])('says of earlier times no less than was recorded, and no more than that minute saw', (of) => {
    const walked = walk(of);
    const { oracle, kept } = walked;
    for (const at of probesOf(walked)) {
      const [said, was] = [valueAt(kept, at) ?? gap, valueAt(oracle, at) ?? gap];
      const minute = Math.floor(at / lagSpans.reduced) * lagSpans.reduced;
      const seen = Array.from(oracle.times).flatMap((time, index) =>
        time >= minute && time < minute + lagSpans.reduced ? [oracle.values[index] ?? gap] : [],
      );
      expect(said, String(at)).toBeGreaterThanOrEqual(was);
      expect(said, String(at)).toBeLessThanOrEqual(Math.max(was, ...seen));
    }
  });

  test.prop([steps])('has strictly growing times and no value twice in a row', (of) => {
    const { times, values } = walk(of).kept;
    for (let index = 1; index < times.length; index += 1) {
      expect(times[index]).toBeGreaterThan(times[index - 1] ?? 0);
      expect(values[index]).not.toBe(values[index - 1]);
    }
  });

  test.prop([steps])('knows its peak and since when it is uneven', (of) => {
    const { series, kept } = walk(of);
    expect(series.peak.value).toBe(Math.max(0, ...Array.from(kept.values)));
    if (series.peak.value > 0) expect(valueAt(kept, series.peak.at)).toBe(series.peak.value);
    expect(series.since === null).toBe(series.last === 0);
  });
});
