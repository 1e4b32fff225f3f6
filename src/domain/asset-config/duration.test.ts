import { fc, test } from '@fast-check/vitest';
import { expect, it } from 'vitest';
import { count } from '../count';
import { day, durationNs, goDuration, hour, millisecond, minute, second, wholeSeconds } from './duration';

/** Reads Go's form back, written down independently. */
function read(text: string): bigint {
  const sizes: Readonly<Record<string, bigint>> = {
    h: 3_600_000_000_000n,
    m: 60_000_000_000n,
    s: 1_000_000_000n,
    ms: 1_000_000n,
    us: 1_000n,
    ns: 1n,
  };
  const parts = [...text.matchAll(/(\d+)(h|ms|m|s|us|ns)/g)];
  const sum = parts.reduce((total, [, amount = '', unit = '']) => total + BigInt(amount) * (sizes[unit] ?? 0n), 0n);
  return text.startsWith('-') ? -sum : sum;
}

test.prop([fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })])('a duration is written exactly', (value) => {
  expect(read(goDuration(count(value)))).toBe(value);
});

it('is written as people do', () => {
  expect([0, 90 * minute, 100 * millisecond, day, 1].map(goDuration)).toEqual(['0s', '1h30m', '100ms', '24h', '1ns']);
});

it('a year is exact, though no plain number of nanoseconds', () => {
  expect(durationNs(365, day)).toBe(31_536_000_000_000_000n);
  expect(durationNs(2, hour)).toBe(7_200_000_000_000);
});

it('tells whole seconds from others', () => {
  expect(wholeSeconds(90 * second)).toBe(90);
  expect(wholeSeconds(1_500 * millisecond)).toBeNull();
});
