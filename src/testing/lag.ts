import type { StreamModel } from '../domain/cluster/model';
import { serverName } from '../domain/ids';
import type { LagHistory } from '../domain/lag-history/history';
import type { LagSeries } from '../domain/lag-history/model';
import { readSeries } from '../domain/lag-history/read';

/** Points of a series: the value of each holds until the next. */
export interface Points {
  readonly times: ArrayLike<number>;
  readonly values: ArrayLike<number>;
}

/** What points say of a moment; `null` before the first. */
export function valueAt({ times, values }: Points, at: number): number | null {
  let value: number | null = null;
  for (let index = 0; index < times.length && (times[index] ?? 0) <= at; index += 1) value = values[index] ?? null;
  return value;
}

/** Points as pairs of milliseconds after `from` and value. */
export function pairsOf({ times, values }: Points, from = 0): readonly (readonly [number, number])[] {
  return Array.from(times, (time, index) => [time - from, values[index] ?? Number.NaN] as const);
}

/** The history of a copy of a stream that is there. */
export function historyOf(history: LagHistory, stream: StreamModel | undefined, server: string): LagSeries {
  if (!stream) throw new Error('no such stream');
  return readSeries(history, stream, serverName(server));
}
