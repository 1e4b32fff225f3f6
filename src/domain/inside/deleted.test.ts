import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { add, count } from '../count';
import { binCount, binsOf, lengthOf, longest, rangesOf } from './deleted';

describe('deleted sequences', () => {
  it('are told as ranges', () => {
    expect(rangesOf([])).toEqual([]);
    expect(rangesOf([3, 4, 5, 9, 11, 12])).toEqual([
      { from: 3, to: 5 },
      { from: 9, to: 9 },
      { from: 11, to: 12 },
    ]);
    expect(lengthOf({ from: 3, to: 5 })).toBe(3);
  });

  it('are exact beyond 2^53', () => {
    const high = 2n ** 60n;
    const [range] = rangesOf([high, high + 1n]);
    expect(range).toEqual({ from: high, to: high + 1n });
    expect(range && lengthOf(range)).toBe(2);
  });

  it('are told by the longest ranges where there are many, still in their order', () => {
    const ranges = rangesOf([1, 3, 4, 6, 8, 9, 10]);
    expect(longest(ranges, 2)).toEqual([
      { from: 3, to: 4 },
      { from: 8, to: 10 },
    ]);
    expect(longest(ranges, 9)).toBe(ranges);
  });

  it('are drawn as the share of each part', () => {
    const bins = binsOf([{ from: 1, to: 100 }], 1, 200);
    expect(bins).toHaveLength(binCount);
    expect(bins.slice(0, 100).every((share) => share === 1)).toBe(true);
    expect(bins.slice(100).every((share) => share === 0)).toBe(true);
    // Ten sequences, two hundred parts: each sequence is twenty parts wide.
    expect(binsOf([{ from: 5, to: 5 }], 1, 10).filter((share) => share > 0.99)).toHaveLength(20);
    // Many sequences in a part: the shares add up to what is deleted.
    const sparse = binsOf(rangesOf([10, 20, 30]), 1, 2000);
    expect(sparse.reduce((sum, share) => sum + share * 10, 0)).toBeCloseTo(3);
  });

  it('of an empty stream are nothing', () => {
    expect(binsOf([], 1, 0).every((share) => share === 0)).toBe(true);
  });
});

describe('deleted sequences of any stream', () => {
  /** Sequences in their order, from 1 or from so high that a number does not hold them. */
  const sequences = fc
    .tuple(fc.constantFrom(0n, 2n ** 53n - 40n, 2n ** 63n), fc.uniqueArray(fc.integer({ min: 1, max: 120 })))
    .map(([base, all]) => all.sort((a, b) => a - b).map((one) => count(base + BigInt(one))));
  const within = fc.array(fc.tuple(fc.integer({ min: 1, max: 90 }), fc.nat(9)), { maxLength: 6 });

  test.prop([sequences])('are all in one range each, with something between two of them', (deleted) => {
    const ranges = rangesOf(deleted);
    const told = ranges.flatMap((range) =>
      Array.from({ length: Number(lengthOf(range)) }, (_, index) => add(range.from, index)),
    );
    expect(told).toEqual(deleted);
    ranges.forEach(({ from }, index) => {
      const before = ranges[index - 1];
      if (before !== undefined) expect(BigInt(from) - BigInt(before.to)).toBeGreaterThan(1n);
    });
  });

  test.prop([sequences, fc.integer({ min: 1, max: 20 })])(
    'are told by no range that is shorter than one that is left out',
    (deleted, most) => {
      const ranges = rangesOf(deleted);
      const kept = longest(ranges, most);
      expect(kept).toHaveLength(Math.min(most, ranges.length));
      expect(kept).toEqual(ranges.filter((range) => kept.includes(range)));
      const left = ranges.filter((range) => !kept.includes(range)).map((range) => Number(lengthOf(range)));
      const shortest = Math.min(...kept.map((range) => Number(lengthOf(range))));
      expect(left.every((length) => length <= shortest)).toBe(true);
    },
  );

  test.prop([within, fc.integer({ min: 100, max: 5_000 })])(
    'are drawn with shares that add up to them, none beyond the whole of its part',
    (runs, last) => {
      const deleted = [
        ...new Set(runs.flatMap(([from, more]) => Array.from({ length: more + 1 }, (_, i) => from + i))),
      ];
      const ranges = rangesOf(deleted.sort((a, b) => a - b));
      const bins = binsOf(ranges, 1, last);
      expect(bins.reduce((sum, share) => sum + share * (last / binCount), 0)).toBeCloseTo(deleted.length, 6);
      expect(bins.every((share) => share >= 0 && share <= 1)).toBe(true);
      // Wherever the stream begins.
      const moved = ranges.map(({ from, to }) => ({ from: add(from, 2n ** 60n), to: add(to, 2n ** 60n) }));
      expect(binsOf(moved, 2n ** 60n + 1n, 2n ** 60n + BigInt(last))).toEqual(bins);
    },
  );

  it('are drawn as far as they lie within, of the longest stream that can be', () => {
    const last = 2n ** 64n - 1n;
    expect(binsOf([{ from: 1, to: last }], 1, last).every((share) => share > 0.999 && share <= 1)).toBe(true);
    const bins = binsOf([{ from: 1, to: 2n ** 63n }], 1, last);
    expect(bins.slice(0, 100).every((share) => share > 0.999)).toBe(true);
    expect(bins.slice(101).every((share) => share === 0)).toBe(true);
    const outside = [
      { from: 1, to: 9 },
      { from: 21, to: 99 },
    ];
    expect(binsOf(outside, 10, 20).every((share) => share === 0)).toBe(true);
    expect(binsOf([{ from: 1, to: 99 }], 10, 20).every((share) => Math.abs(share - 1) < 1e-9)).toBe(true);
  });

  it('of a stream that was emptied are none, whatever its first sequence', () => {
    expect(binsOf([], 101, 100).every((share) => share === 0)).toBe(true);
    expect(binsOf([], 2n ** 60n + 1n, 2n ** 60n)).toHaveLength(binCount);
  });
});
