import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { serverName } from '../../domain/ids';
import { chartRows, spread, topOf } from './chart-rows';
import { looksOf } from './series-look';
import { spans, ticksOf, windowOf } from './spans';

const sample = (from: number, to: number, ...values: (number | null)[]) => ({ from, to, values });

describe('the points of a chart', () => {
  it('end a line where what is known ends, not where its last step begins', () => {
    const rows = chartRows([sample(0, 10, 4), sample(10, 20, 5), sample(20, 30, null), sample(30, 40, 1)], 40);
    expect(rows.map(({ at, values }) => [at, values[0]])).toEqual([
      [0, 4],
      [10, 5],
      [19, 5],
      [20, null],
      [30, 1],
      [39, 1],
    ]);
  });

  it('say nothing of what is to come', () => {
    expect(chartRows([sample(0, 10, 4), sample(10, 20, 5)], 13).at(-1)).toEqual({ at: 12, values: [5] });
    expect(chartRows([sample(0, 10, 4), sample(10, 20, 5)], 10).at(-1)).toEqual({ at: 9, values: [4] });
  });
});

it('the top of a chart is round, at or above the highest value, and begins at ten', () => {
  expect([0, 10, 11, 783, 1_000, 9_703].map(topOf)).toEqual([10, 10, 20, 1_000, 1_000, 10_000]);
});

describe('labels', () => {
  test.prop([fc.array(fc.integer({ min: 0, max: 190 }), { maxLength: 5 })])(
    'do not cover each other, nor leave the chart',
    (wanted) => {
      const places = spread(wanted, 36, 190).toSorted((a, b) => a - b);
      for (const [index, place] of places.entries()) {
        expect(place).toBeLessThanOrEqual(190);
        if (index > 0) expect(place - (places[index - 1] ?? 0)).toBeGreaterThanOrEqual(36);
      }
    },
  );

  it('stay where they belong if there is room, and keep their order', () => {
    expect(spread([10, 100], 36, 190)).toEqual([10, 100]);
    expect(spread([100, 90], 36, 190)).toEqual([126, 90]);
    expect(spread([190, 190], 36, 190)).toEqual([154, 190]);
  });
});

describe('the look of a line', () => {
  const servers = ['n1', 'n2', 'n10'].map(serverName);

  it('has the colour of its server, whatever else is drawn', () => {
    const [n2] = looksOf([serverName('n2')], servers);
    expect(looksOf([serverName('n10'), serverName('n2')], servers)[1]?.colour).toBe(n2?.colour);
    expect(new Set(looksOf(servers, servers).map(({ colour }) => colour)).size).toBe(3);
  });

  it('differs by dash on the same server, and wherever there are more than three', () => {
    const n1 = serverName('n1');
    expect(looksOf([n1, n1], servers).map(({ dash }) => dash)).toEqual([undefined, '7 3']);
    expect(new Set(looksOf([n1, n1, n1, n1, n1], servers).map(({ dash }) => dash)).size).toBe(5);
    const four = looksOf(['a', 'b', 'c', 'd'].map(serverName), servers);
    expect(new Set(four.map(({ dash }) => dash)).size).toBe(4);
  });
});

describe('the window of a span', () => {
  it.each(spans)('of %s holds now, and its steps stay where they are', (span) => {
    for (const steps of ['drawn', 'listed'] as const) {
      const now = 1_700_000_123_456;
      const window = windowOf(span, now, steps);
      const width = (window.to - window.from) / window.steps;
      expect(window.to).toBeGreaterThanOrEqual(now);
      expect(window.to - now).toBeLessThan(width);
      expect(windowOf(span, window.to, steps)).toEqual(window);
      expect(windowOf(span, window.to + 1, steps).from - window.from).toBe(width);
    }
  });

  it.each(spans)('of %s has some marks of time, all within', (span) => {
    const window = windowOf(span, 1_700_000_123_456, 'drawn');
    const ticks = ticksOf(span, window);
    expect(ticks.length).toBeGreaterThanOrEqual(5);
    for (const tick of ticks) {
      expect(tick).toBeGreaterThanOrEqual(window.from);
      expect(tick).toBeLessThanOrEqual(window.to);
      expect(new Date(tick).getMinutes() % 2).toBe(0);
    }
  });
});
