/**
 * A 64-bit counter of a server (messages, bytes, sequences, log entries). A `number` while that is exact, a `bigint`
 * beyond 2^53: never a rounded value. Always normalised by {@link count}, so that equal counters are identical.
 */
export type Count = number | bigint;

/** A configured or reserved amount. Servers write "no limit" as -1, some also as -1 cast to unsigned 64 bits. */
export type Limit = Count | 'unlimited';

export function count(value: Count): Count {
  if (typeof value === 'number') return value;
  return value <= BigInt(Number.MAX_SAFE_INTEGER) && value >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(value) : value;
}

export function add(a: Count, b: Count): Count {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a + b)) return a + b;
  return count(BigInt(a) + BigInt(b));
}

export function subtract(a: Count, b: Count): Count {
  if (typeof a === 'number' && typeof b === 'number' && Number.isSafeInteger(a - b)) return a - b;
  return count(BigInt(a) - BigInt(b));
}

/** Negative, zero or positive, as `Array.prototype.sort` wants it. */
export function compare(a: Count, b: Count): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

export function max(a: Count, b: Count): Count {
  return a < b ? b : a;
}

/** Nearest `number`, for drawing and ratios only. */
export function approximate(value: Count): number {
  return Number(value);
}
