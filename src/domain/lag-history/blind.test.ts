import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { pairsOf, valueAt } from '../../testing/lag';
import { BlindTimes, mostBlindTimes, withBlind, type Blind } from './blind';
import { gap, lagSpans } from './reduce';

describe('times in which nothing was heard', () => {
  it('begin once and end once', () => {
    const blind = new BlindTimes();
    blind.end(5);
    expect(blind.times).toEqual([]);
    blind.begin(10);
    blind.begin(12);
    expect(blind.times).toEqual([{ from: 10, to: null }]);
    blind.end(20);
    blind.end(25);
    expect(blind.times).toEqual([{ from: 10, to: 20 }]);
    blind.begin(30);
    blind.end(29);
    expect(blind.times).toEqual([
      { from: 10, to: 20 },
      { from: 30, to: 30 },
    ]);
  });

  it('change their version exactly when they change', () => {
    const blind = new BlindTimes();
    blind.end(5);
    expect(blind.version).toBe(0);
    blind.begin(10);
    blind.begin(11);
    expect(blind.version).toBe(1);
  });

  it('are forgotten after a day, unless they last', () => {
    const blind = new BlindTimes();
    blind.begin(10);
    blind.end(20);
    blind.begin(30);
    blind.forget(20 + lagSpans.kept);
    expect(blind.times).toEqual([{ from: 30, to: null }]);
    blind.forget(10 * lagSpans.kept);
    expect(blind.times).toEqual([{ from: 30, to: null }]);
  });

  it('are not closed for want of memory: the oldest grow together', () => {
    const blind = new BlindTimes();
    for (let at = 0; at < 2 * mostBlindTimes; at += 1) {
      blind.begin(10 * at);
      blind.end(10 * at + 5);
    }
    expect(blind.times).toHaveLength(mostBlindTimes);
    expect(blind.times[0]).toEqual({ from: 0, to: 10 * mostBlindTimes + 5 });
    expect(blind.times.at(-1)).toEqual({ from: 20 * mostBlindTimes - 10, to: 20 * mostBlindTimes - 5 });
  });
});

describe('a series with blind times', () => {
  const read = (blind: readonly Blind[]) => pairsOf(withBlind([10, 20, 30], [0, 7, 0], blind));

  it('has a gap in each, after which what held before holds again', () => {
    expect(read([{ from: 22, to: 25 }])).toEqual([
      [10, 0],
      [20, 7],
      [22, gap],
      [25, 7],
      [30, 0],
    ]);
  });

  it('shows what changed meanwhile from the end on', () => {
    expect(read([{ from: 15, to: 40 }])).toEqual([
      [10, 0],
      [15, gap],
      [40, 0],
    ]);
  });

  it('ends with a gap while it lasts', () => {
    expect(read([{ from: 25, to: null }]).at(-1)).toEqual([25, gap]);
  });

  it('has none before its first point', () => {
    expect(read([{ from: 2, to: 5 }])[0]).toEqual([10, 0]);
    expect(pairsOf(withBlind([], [], [{ from: 2, to: 5 }]))).toEqual([]);
  });

  test.prop([
    fc.uniqueArray(fc.nat(200), { minLength: 1, maxLength: 30 }),
    fc.uniqueArray(fc.nat(200), { maxLength: 12 }),
    fc.infiniteStream(fc.integer({ min: gap, max: 3 })),
  ])('says nothing in a blind time and what was recorded outside of them', (moments, edges, chance) => {
    const times = moments.toSorted((a, b) => a - b);
    const values = times.map(() => chance.next().value as number);
    const sorted = edges.toSorted((a, b) => a - b);
    const blind = sorted.flatMap((from, index) => (index % 2 === 0 ? [{ from, to: sorted[index + 1] ?? null }] : []));
    const read = withBlind(times, values, blind);
    for (let at = times[0] ?? 0; at <= 201; at += 1) {
      const isBlind = blind.some(({ from, to }) => at >= from && (to === null || at < to));
      expect(valueAt(read, at) ?? gap, String(at)).toBe(isBlind ? gap : valueAt({ times, values }, at));
    }
  });
});
