import type { StreamModel } from '../cluster/model';
import { approximate, compare, subtract, type Count } from '../count';
import type { StreamKey } from '../ids';
import type { DurationMs, LocalMs } from '../time';

interface Reading {
  readonly lastSeq: Count;
  readonly at: LocalMs;
  /** Messages a second up to `at`, and over how long; `null`: one reading is no rate. */
  readonly rate: { readonly perSecond: number; readonly span: DurationMs } | null;
}

/** What was seen of each stream that was written to, or may be. */
export type Readings = ReadonlyMap<StreamKey, Reading>;

/** By two positions that were received so close together (ms) nothing can be told. */
const leastSpan: DurationMs = 500;

/** Takes in the latest rows. Rows that are not reported now keep no rate: nobody knows what is written. */
export function readRates(before: Readings, streams: readonly StreamModel[]): Readings {
  const readings = new Map<StreamKey, Reading>();
  for (const { key, state, asOf, source, health } of streams) {
    if (state === null || asOf === null || source !== 'reported' || health === 'unknown') continue;
    const known = before.get(key);
    if (known !== undefined && (asOf - known.at < leastSpan || asOf === known.at)) readings.set(key, known);
    else readings.set(key, next(known, state.lastSeq, asOf));
  }
  return readings;
}

function next(known: Reading | undefined, lastSeq: Count, at: LocalMs): Reading {
  if (known === undefined || compare(lastSeq, known.lastSeq) < 0) return { lastSeq, at, rate: null };
  const span = at - known.at;
  const perSecond = (approximate(subtract(lastSeq, known.lastSeq)) * 1000) / span;
  return { lastSeq, at, rate: { perSecond, span } };
}

/**
 * Messages written a second. A row that stays as it was is confirmed by each poll without becoming newer (up to a
 * minute), so that a rate older than two of its own spans is over: nothing was written since.
 */
export function rateAt(readings: Readings, stream: StreamKey, now: LocalMs): number | null {
  const reading = readings.get(stream);
  if (reading === undefined) return null;
  if (reading.rate === null) return null;
  return now - reading.at > 2 * reading.rate.span ? 0 : reading.rate.perSecond;
}
