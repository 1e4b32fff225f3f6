import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../testing/lag';
import { gap } from './reduce';
import { readingOf, sampleSeries, type Sample } from './sample';

const series = (...points: readonly (readonly [number, number])[]) => ({
  times: Float64Array.from(points, ([at]) => at),
  values: Float64Array.from(points, ([, value]) => value),
});
const window = { from: 0, to: 100, steps: 10 };
const first = (samples: readonly Sample[]) => samples.map(({ from, values }) => [from, values[0] ?? null]);

describe('series in steps', () => {
  it('hold their value from step to step, and have none before their first point', () => {
    const samples = sampleSeries([series([20, 4], [50, 0])], window);
    expect(samples.map(({ values }) => values[0])).toEqual([null, null, 4, 4, 4, 0, 0, 0, 0, 0]);
    expect([samples[0]?.from, samples.at(-1)?.to]).toEqual([0, 100]);
  });

  it('tell the most of each step, so that no peak is lost', () => {
    expect(first(sampleSeries([series([0, 0], [31, 7], [34, 90], [38, 2])], window)).slice(3, 5)).toEqual([
      [30, 90],
      [40, 2],
    ]);
  });

  it('draw a step that is known in part in three, so that no gap is lost, and end it as it ends', () => {
    const parts = (...points: readonly (readonly [number, number])[]) =>
      sampleSeries([series(...points)], window)
        .filter(({ from }) => from >= 30 && from < 40)
        .map(({ values }) => values[0]);
    expect(parts([0, 4], [33, gap], [36, 5])).toEqual([5, null, 5]);
    expect(parts([0, gap], [33, 5])).toEqual([null, 5, 5]);
    expect(parts([0, 4], [33, gap])).toEqual([4, 4, null]);
    expect(parts([0, gap], [33, 5], [36, gap])).toEqual([null, 5, null]);
  });

  it('keep what other series know of such a step', () => {
    const samples = sampleSeries([series([0, 4], [33, gap]), series([0, 9]), series()], window);
    expect(samples.slice(3, 6).map(({ values }) => values)).toEqual([
      [4, 9, null],
      [4, 9, null],
      [null, 9, null],
    ]);
  });

  it('begin with what held before the window', () => {
    expect(first(sampleSeries([series([-500, 3], [-400, 8])], window))[0]).toEqual([0, 8]);
  });

  it('tell the most and the latest of a series', () => {
    const samples = sampleSeries([series([0, 4], [33, 90], [60, 2]), series([0, 4], [95, gap]), series()], window);
    expect([0, 1, 2].map((index) => readingOf(samples, index))).toEqual([
      { most: 90, now: 2 },
      { most: 4, now: null },
      { most: null, now: null },
    ]);
  });

  const points = fc
    .uniqueArray(fc.integer({ min: -20, max: 120 }), { maxLength: 40 })
    .chain((times) =>
      fc
        .array(fc.integer({ min: gap, max: 9 }), { minLength: times.length, maxLength: times.length })
        .map((values) =>
          series(...times.toSorted((a, b) => a - b).map((at, index) => [at, values[index] ?? gap] as const)),
        ),
    );

  test.prop([fc.array(points, { minLength: 1, maxLength: 3 }), fc.constantFrom(1, 2, 3, 5, 8, 12, 24, 40)])(
    'are without a hole or an overlap, show each peak and each gap, and invent neither',
    (all, steps) => {
      const samples = sampleSeries(all, { from: 0, to: 120, steps });
      for (const [index, sample] of samples.entries()) {
        expect(sample.from).toBeCloseTo(samples[index - 1]?.to ?? 0);
        expect(sample.to).toBeGreaterThan(sample.from);
      }
      for (const [which, one] of all.entries()) {
        const width = 120 / steps;
        for (let step = 0; step < steps; step += 1) {
          const [from, to] = [step * width, (step + 1) * width];
          const within = samples.filter((sample) => sample.from >= from - 1e-9 && sample.to <= to + 1e-9);
          const moments = [from, ...Array.from(one.times).filter((at) => at > from && at < to)];
          const held = moments.map((at) => valueAt(one, at) ?? gap);
          const drawn = within.map(({ values }) => values[which] ?? null);
          const known = held.filter((value) => value !== gap);
          expect(drawn.includes(null), `gap in ${String(from)}`).toBe(held.includes(gap));
          expect(Math.max(gap, ...drawn.map((value) => value ?? gap))).toBe(Math.max(gap, ...known));
        }
      }
    },
  );
});
