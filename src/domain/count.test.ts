import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { add, approximate, compare, count, max, subtract, type Count } from './count';

const top = Number.MAX_SAFE_INTEGER;
const counter: fc.Arbitrary<Count> = fc
  .oneof(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), fc.constantFrom(0n, 1n, BigInt(top), BigInt(top) + 1n, 2n ** 63n))
  .map(count);

describe('a counter', () => {
  it('is a number as long as that is exact, and one form only', () => {
    expect(count(7n)).toBe(7);
    expect(count(BigInt(top))).toBe(top);
    expect(count(BigInt(top) + 1n)).toBe(2n ** 53n);
    expect(count(-(2n ** 60n))).toBe(-(2n ** 60n));
  });

  test.prop([counter, counter])('adds and subtracts without rounding', (a, b) => {
    expect(BigInt(add(a, b))).toBe(BigInt(a) + BigInt(b));
    expect(BigInt(subtract(a, b))).toBe(BigInt(a) - BigInt(b));
    expect(subtract(add(a, b), b)).toBe(a);
  });

  test.prop([counter, counter])('that is equal is identical, so that rows can be compared cheaply', (a, b) => {
    expect(a === b).toBe(BigInt(a) === BigInt(b));
    expect(add(a, b)).toBe(add(b, a));
  });

  test.prop([counter, counter])('is ordered by value, whatever its form', (a, b) => {
    expect(Math.sign(compare(a, b))).toBe(BigInt(a) < BigInt(b) ? -1 : BigInt(a) > BigInt(b) ? 1 : 0);
    expect(BigInt(max(a, b))).toBe(BigInt(a) > BigInt(b) ? BigInt(a) : BigInt(b));
  });

  it('crosses the border of exact numbers in both directions', () => {
    expect(add(top, 1)).toBe(2n ** 53n);
    expect(subtract(2n ** 53n, 1)).toBe(top);
    expect(subtract(0, 2n ** 53n)).toBe(-(2n ** 53n));
  });

  it('is rounded only where it is drawn', () => {
    expect(approximate(2n ** 63n)).toBe(2 ** 63);
    expect(approximate(12)).toBe(12);
  });
});
