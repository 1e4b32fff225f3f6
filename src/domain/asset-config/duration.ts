import { count, type Count } from '../count';

/** A span in nanoseconds, as configurations hold it; a `bigint` beyond 2^53 ns, which is 104 days. */
export type DurationNs = Count;

export const microsecond = 1_000;
export const millisecond = 1_000 * microsecond;
export const second = 1_000 * millisecond;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;

/** A number of some unit, exactly. */
export function durationNs(amount: number, unit: number): DurationNs {
  return count(BigInt(amount) * BigInt(unit));
}

const units = [
  ['h', 3_600_000_000_000n],
  ['m', 60_000_000_000n],
  ['s', 1_000_000_000n],
  ['ms', 1_000_000n],
  ['us', 1_000n],
  ['ns', 1n],
] as const;

/** In Go's form, which every tool of NATS reads: `1h30m`, `100ms`, `0s`. Exact. */
export function goDuration(value: DurationNs): string {
  let rest = BigInt(value);
  if (rest === 0n) return '0s';
  let text = rest < 0n ? '-' : '';
  if (rest < 0n) rest = -rest;
  for (const [unit, size] of units) {
    if (rest >= size) text += `${rest / size}${unit}`;
    rest %= size;
  }
  return text;
}

/** Whole seconds; `null` where it is not a number of them. */
export function wholeSeconds(value: DurationNs): Count | null {
  const exact = BigInt(value);
  return exact % 1_000_000_000n === 0n ? count(exact / 1_000_000_000n) : null;
}
