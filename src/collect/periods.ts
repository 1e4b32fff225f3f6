import type { DurationMs } from '../domain/time';

/** Above so many copies of streams (1,000 streams of three), the accounts are asked one by one. */
export const wholeLimit = 3000;

/** Times between two polls (ms). */
export const periods = {
  liveness: 2000,
  summary: 5000,
  summaryHidden: 30_000,
  configuration: 60_000,
  details: 2000,
  names: 60_000,
  namesWhileSilent: 10_000,
} as const satisfies Record<string, DurationMs>;

/** By the number of copies: the cost of a poll grows with them. */
export function placementPeriod(copies: number): DurationMs {
  if (copies <= wholeLimit) return 5000;
  return copies <= 5 * wholeLimit ? 15_000 : 30_000;
}
