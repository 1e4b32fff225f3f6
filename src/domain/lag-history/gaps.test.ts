import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { valueAt } from '../../testing/lag';
import { gapsOf } from './gaps';
import { gap } from './reduce';

const series = (...points: readonly (readonly [number, number])[]) => ({
  times: Float64Array.from(points, ([at]) => at),
  values: Float64Array.from(points, ([, value]) => value),
});
/** Steps of 10 ms. */
const window = { from: 0, to: 100, steps: 10 };

describe('times in which a copy was not known', () => {
  it('are told to the millisecond', () => {
    expect(gapsOf(series([0, 0], [33, gap], [51, 4], [80, gap], [93, 0]), window, 0, 100)).toEqual([
      { from: 33, to: 51 },
      { from: 80, to: 93 },
    ]);
  });

  it('end where the drawing does while they last', () => {
    expect(gapsOf(series([0, 0], [33, gap]), window, 0, 85)).toEqual([{ from: 33, to: 85 }]);
    expect(gapsOf(series([-50, 0], [-20, gap], [12, 0]), window, -60, 85)).toEqual([{ from: 0, to: 12 }]);
  });

  it('do not begin before this console looked', () => {
    expect(gapsOf(series([45, 0]), window, 20, 100)).toEqual([{ from: 20, to: 45 }]);
    expect(gapsOf(series(), window, 20, 100)).toEqual([{ from: 20, to: 100 }]);
  });

  it('are none until the first replies have come, and those right after are told', () => {
    expect(gapsOf(series([24, 0]), window, 20, 100)).toEqual([]);
    expect(gapsOf(series([24, 0], [26, gap], [31, 0]), window, 20, 100)).toEqual([{ from: 26, to: 31 }]);
  });

  it('are one where too little is known between them to be drawn', () => {
    expect(gapsOf(series([0, 0], [33, gap], [38, 4], [41, gap], [55, 0], [65, gap], [70, 0]), window, 0, 100)).toEqual([
      { from: 33, to: 55 },
      { from: 65, to: 70 },
    ]);
  });

  test.prop([
    fc.array(fc.tuple(fc.integer({ min: 1, max: 20 }), fc.constantFrom(gap, gap, 0, 7)), { maxLength: 12 }),
    fc.integer({ min: -20, max: 60 }),
    fc.integer({ min: 61, max: 100 }),
  ])('hold every moment that was not known after the first step, and begin and end at such', (steps, since, until) => {
    let at = since;
    const points = steps.map(([after, value]) => [(at += after), value] as const);
    const one = series(...points);
    const gaps = gapsOf(one, window, since, until);
    for (let moment = Math.max(0, since + 10); moment < until; moment += 1) {
      const isUnknown = (valueAt(one, moment) ?? gap) === gap;
      if (isUnknown) expect(gaps.some(({ from, to }) => from <= moment && moment < to)).toBe(true);
    }
    for (const { from, to } of gaps) {
      expect([valueAt(one, from) ?? gap, valueAt(one, to - 1) ?? gap]).toEqual([gap, gap]);
      expect(from).toBeGreaterThanOrEqual(Math.max(0, since));
      expect(to).toBeLessThanOrEqual(until);
    }
  });
});
